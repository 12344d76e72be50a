import { scratchFolder, startServer } from '../process.ts'

/** Starts a server and a folder, says what they are, and waits to be killed; `stubborn`: the server takes no notice of SIGTERM. */
const [stubborn] = process.argv.slice(2)
const folder = await scratchFolder('keeper')
const ignore = stubborn === undefined ? '' : 'process.on("SIGTERM", () => {});'
const server = await startServer({
  name: 'a server',
  program: process.execPath,
  args: [
    '-e',
    `${ignore} require('node:http').createServer().listen(0, '127.0.0.1', () => console.log('up'))`,
  ],
  ready: (said) => said.includes('up'),
})
process.stdout.write(`${JSON.stringify({ server: server.pid, folder: folder.path })}\n`)
setInterval(() => {}, 60_000)
