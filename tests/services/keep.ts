import { once } from 'node:events'
import { rename, writeFile } from 'node:fs/promises'
import { startServices } from './services.ts'

/**
 * Keeps the servers of the tests up until SIGINT or SIGTERM: `node tests/services/keep.ts services.json`, then
 * `TEST_SERVICES=services.json npx vitest run --project services` as often as wanted.
 */
const [file] = process.argv.slice(2)
if (file === undefined) {
  process.stderr.write('usage: node tests/services/keep.ts FILE\n')
  process.exit(2)
}
const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
await using running = await startServices()
await writeFile(`${file}.tmp`, `${JSON.stringify(running.services, undefined, 2)}\n`)
await rename(`${file}.tmp`, file)
process.stdout.write(`The servers are up; ${file} says where. Ctrl-C stops them.\n`)
await stopped
