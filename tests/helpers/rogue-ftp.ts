import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'

/** What a test makes of one command: a reply, a transfer on the data connection, or silence. */
export type Reply =
  | string
  | { readonly data: string | Uint8Array; readonly end?: string; readonly cut?: boolean }
  | undefined

/** An FTP server that says whatever a test wants, where a real one could not be brought to say it. */
export interface RogueFtp extends AsyncDisposable {
  readonly port: number
  readonly commands: readonly string[]
  /** By the first word of a command; what is not there is answered as a good server would. */
  readonly answers: Record<string, (rest: string) => Reply>
}

export async function startRogueFtp(answers: RogueFtp['answers'] = {}): Promise<RogueFtp> {
  const commands: string[] = []
  const open = new Set<Socket>()
  const usual: RogueFtp['answers'] = {
    USER: () => '331 password please',
    PASS: () => '230 welcome',
    FEAT: () => '211-Features:\r\n MLST type*;size*;modify*;\r\n211 End',
    TYPE: () => '200 binary',
    MLSD: () => ({ data: 'type=file;size=5;modify=20241106010000; a.csv\r\n' }),
    RETR: () => ({ data: 'hello' }),
    SIZE: () => '213 5',
    MDTM: () => '213 20241106010000',
  }
  const server = await listening((control) => {
    open.add(control)
    let transfer: Promise<Socket> | undefined
    const reply = async (command: string): Promise<void> => {
      const [, word = '', rest = ''] = /^(\S+) ?(.*)$/.exec(command) ?? []
      if ((word === 'EPSV' && answers['EPSV'] === undefined) || word === 'PASV') {
        const data = await listening((socket) => {
          open.add(socket)
          data.close()
        })
        transfer = once(data, 'connection').then(([socket]) => socket as Socket)
        const port = portOf(data)
        // Where the address is asked for, another one is named, at which nobody listens.
        const passive = `227 Passive (127,0,0,99,${port >> 8},${port & 255})`
        return void control.write(word === 'PASV' ? `${passive}\r\n` : `229 Extended (|||${port}|)\r\n`)
      }
      const answer = (answers[word] ?? usual[word] ?? (() => '500 unknown'))(rest)
      if (answer === undefined) return
      if (typeof answer === 'string') return void control.write(`${answer}\r\n`)
      control.write('150 here it comes\r\n')
      const socket = await transfer
      socket?.write(answer.data)
      if (answer.cut === true) {
        setImmediate(() => socket?.resetAndDestroy())
        return void control.destroy()
      }
      socket?.end(() => void control.write(`${answer.end ?? '226 done'}\r\n`))
    }
    let text = ''
    control
      .on('error', () => undefined)
      .on('data', (bytes) => {
        text += bytes.toString()
        const lines = text.split('\r\n')
        text = lines.pop() ?? ''
        commands.push(...lines)
        for (const line of lines) void reply(line)
      })
    if (answers['HELLO'] === undefined) control.write('220 ready\r\n')
    else control.write(`${answers['HELLO']('') as string}\r\n`)
  })
  return {
    port: portOf(server),
    commands,
    answers,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port

async function listening(accept: (socket: Socket) => void): Promise<Server> {
  const server = createServer(accept).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}
