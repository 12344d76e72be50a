import { posix } from 'node:path'
import { PassThrough } from 'node:stream'
import type { Client, FileInfo } from 'basic-ftp'
import { feedError } from '../errors/feed-error.ts'
import { addressOf, checkCount, type FileServer } from './file-server.ts'
import { type FtpLogin, openFtp } from './ftp-connection.ts'
import { ftpFailure, replyCode } from './ftp-failure.ts'
import { humanEntry, type ListedEntry, listingLines, machineEntry, secondOf } from './ftp-listing.ts'
import type { ListedFile } from './newest-file.ts'

const mostTimesAsked = 500
type Phase = 'answer' | 'body'

/** The files of an FTP server, over one connection; disposing closes it. */
export interface FtpFiles extends FileServer, Disposable {}

/** `first` is logged in. Where a body was left unread, its connection is of no more use: the next question opens another. */
export function ftpFiles(login: FtpLogin, first: Client, parseList: (text: string) => FileInfo[]): FtpFiles {
  const { origin, signal, timeouts } = login
  let client = first
  const abort = () => client.close()
  signal.addEventListener('abort', abort)

  const asked = async <T>(
    path: string,
    ask: (open: Client) => Promise<T>,
    phase: Phase = 'answer',
  ): Promise<T> => {
    signal.throwIfAborted()
    if (client.closed) client = await openFtp(login)
    try {
      return await ask(client)
    } catch (error) {
      throw failure(error, path, phase)
    }
  }
  const failure = (error: unknown, path: string, phase: Phase) =>
    ftpFailure(error, { origin: addressOf(origin, path), phase, timeout: timeouts.answer, signal })

  async function stat(path: string): Promise<ListedFile> {
    const size = await asked(path, (open) => open.size(path))
    const answer = await asked(path, (open) => open.send(`MDTM ${path}`))
    const modified = secondOf(/^213 (\S+)/.exec(answer.message)?.[1])
    const reason = 'the server does not tell when it was changed'
    if (modified === undefined) throw feedError('SOURCE_FAILED', { origin: addressOf(origin, path), reason })
    return { name: posix.basename(path), size, modified }
  }

  /** A listing that tells not all of a file: the file itself is asked. What a link leads to may be anything. */
  async function completed(directory: string, entry: ListedEntry): Promise<ListedFile | undefined> {
    const { name, kind, size, modified } = entry
    if (kind === 'other') return undefined
    if (kind === 'file' && size !== undefined && modified !== undefined) return { name, size, modified }
    try {
      return await stat(posix.join(directory, name))
    } catch (error) {
      if (kind === 'link' && replyCode((error as Error).cause) === 550) return undefined
      throw error
    }
  }

  return {
    origin,
    stat,
    async list(directory) {
      const where = addressOf(origin, directory)
      let text = ''
      const isMachine = await asked(directory, async (open) => {
        const machine = open.availableListCommands.includes('MLSD')
        open.availableListCommands = [machine ? 'MLSD' : 'LIST']
        open.parseList = (raw) => {
          text = raw
          return []
        }
        await open.list(directory)
        return machine
      })
      const lines = listingLines(text, where)
      checkCount(lines.length, where)
      const entries = lines.flatMap(
        (line) => (isMachine ? machineEntry(line, where) : humanEntry(line, parseList, where)) ?? [],
      )
      const vague = entries.filter(({ kind, modified }) => kind !== 'other' && modified === undefined)
      if (vague.length > mostTimesAsked) {
        const reason = `its listing tells no precise times, and it has more than ${mostTimesAsked} files`
        throw feedError('SOURCE_FAILED', { origin: where, reason })
      }
      const found: ListedFile[] = []
      for (const entry of entries) {
        // oxlint-disable-next-line no-await-in-loop -- one connection answers one question at a time
        const file = await completed(directory, entry)
        if (file !== undefined) found.push(file)
      }
      return found
    },
    async *read(path, size) {
      const where = addressOf(origin, path)
      const through = new PassThrough({ highWaterMark: 256 * 1024 })
      const sent = asked(path, (open) => open.downloadTo(through, path), 'body')
      // Awaited below, unless the body is left before.
      sent.catch(() => undefined)
      let seen = 0
      let isDone = false
      try {
        for await (const piece of through) {
          seen += (piece as Uint8Array).byteLength
          if (seen > size) throw feedError('SOURCE_CHANGED', { origin: where })
          yield piece as Uint8Array
        }
        // The server has confirmed that this was all of it.
        await sent
        if (seen < size) throw feedError('SOURCE_CHANGED', { origin: where })
        isDone = true
      } catch (error) {
        throw failure(error, path, 'body')
      } finally {
        if (!isDone) client.close()
      }
    },
    [Symbol.dispose]() {
      signal.removeEventListener('abort', abort)
      client.close()
    },
  }
}
