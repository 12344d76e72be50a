import { accessSync, constants } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { whyAbsent } from './artifacts.ts'
import { freePort } from './free-port.ts'
import { scratchFolder, startServer } from './process.ts'

const program = '/usr/bin/tinyproxy'

/** A real forward proxy. */
export interface Tinyproxy extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string
  /** What it wrote of its work. */
  readonly said: () => Promise<string>
}

/** Why there can be no such proxy here. Undefined: there can. */
export function noTinyproxy(): string | undefined {
  try {
    accessSync(program, constants.X_OK)
    return undefined
  } catch {
    return whyAbsent(program, 'packages')
  }
}

/** Starts Tinyproxy on a free loopback port, with further lines of its configuration; disposing stops it. */
export async function startTinyproxy(directives = ''): Promise<Tinyproxy> {
  const scratch = await scratchFolder('tinyproxy')
  const port = await freePort()
  const log = join(scratch.path, 'log')
  const configuration = join(scratch.path, 'tinyproxy.conf')
  await writeFile(
    configuration,
    `Port ${port}\nListen 127.0.0.1\nTimeout 30\nMaxClients 20\nLogFile "${log}"\nLogLevel Connect\n${directives}\n`,
  )
  const server = await startServer({
    name: 'tinyproxy',
    program,
    args: ['-d', '-c', configuration],
    scratch,
    ready: () => listens(port),
  })
  return {
    url: `http://127.0.0.1:${port}`,
    said: () => readFile(log, 'utf8'),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false))
    socket.on('connect', () => socket.destroy())
  })
}
