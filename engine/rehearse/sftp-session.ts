import { posix } from 'node:path'
import type { Attributes, SFTPWrapper } from 'ssh2'
import { absolute, type RemoteFiles } from './sftp-files.ts'

export type SftpOperation = 'list' | 'stat' | 'open' | 'read'
export type Guard = (operation: SftpOperation, path: string) => void | Promise<void>
interface OpenHandle {
  readonly path: string
  readonly kind: 'file' | 'directory'
  /** How many names of a directory the client has been told. */
  listed: number
}
// Statuses and flags of SFTP version 3 (draft-ietf-secsh-filexfer-02 §6.3, §7).
const status = { ok: 0, eof: 1, noSuchFile: 2, denied: 3, failure: 4 } as const
const openForReading = 1
const mostHandles = 64
const mostBytes = 262_144
const namesAtOnce = 100

/** Makes an answer fail with a status. */
class Refusal extends Error {
  readonly status: number
  constructor(refused: number) {
    super(`status ${refused}`)
    this.status = refused
  }
}

/** Answers one client: listing and reading. Whatever would change a file is left to the library, which refuses it. */
export function serveFiles(sftp: SFTPWrapper, files: RemoteFiles, guard: Guard = () => undefined): void {
  const handles = new Map<number, OpenHandle>()
  let opened = 0

  /** Runs one answer. A refusal is told to the client; what the guard throws is a lack of rights to it. */
  const answer = async (request: number, operation: SftpOperation, path: string, give: () => void) => {
    try {
      await guard(operation, path)
      give()
    } catch (error) {
      sftp.status(request, error instanceof Refusal ? error.status : status.denied)
    }
  }
  const attributes = (path: string): Attributes => {
    const file = files.file(path)
    if (file === undefined && files.directory(path) === undefined) throw new Refusal(status.noSuchFile)
    const seconds = Math.floor((file?.modified ?? 0) / 1_000)
    const mode = file === undefined ? 0o040555 : 0o100444
    return { mode, uid: 0, gid: 0, size: file?.bytes.byteLength ?? 0, atime: seconds, mtime: seconds }
  }
  const remember = (request: number, path: string, kind: OpenHandle['kind']) => {
    if (handles.size >= mostHandles) throw new Refusal(status.failure)
    opened += 1
    handles.set(opened, { path, kind, listed: 0 })
    const handle = Buffer.alloc(4)
    handle.writeUInt32BE(opened)
    sftp.handle(request, handle)
  }
  const find = (handle: Buffer) => (handle.length === 4 ? handles.get(handle.readUInt32BE()) : undefined)
  const pathOf = (handle: Buffer) => find(handle)?.path ?? ''
  const recall = (handle: Buffer, kind: OpenHandle['kind']): OpenHandle => {
    const found = find(handle)
    if (found?.kind !== kind) throw new Refusal(status.failure)
    return found
  }
  const entry = (folder: string, name: string) => {
    const attrs = attributes(posix.join(folder, name))
    const type = attrs.mode >= 0o100000 ? '-r--r--r--' : 'dr-xr-xr-x'
    return { filename: name, longname: `${type} 1 0 0 ${attrs.size} Jan 1 1970 ${name}`, attrs }
  }

  sftp.on('REALPATH', (request, path) => {
    sftp.name(request, [{ filename: absolute(path), longname: absolute(path), attrs: {} as Attributes }])
  })
  const stat = (request: number, path: string) =>
    void answer(request, 'stat', path, () => sftp.attrs(request, attributes(path)))
  sftp.on('STAT', stat)
  sftp.on('LSTAT', stat)
  sftp.on('OPENDIR', (request, path) => {
    void answer(request, 'list', path, () => {
      if (files.directory(path) === undefined) throw new Refusal(status.noSuchFile)
      remember(request, path, 'directory')
    })
  })
  sftp.on('READDIR', (request, handle) => {
    void answer(request, 'list', pathOf(handle), () => {
      const open = recall(handle, 'directory')
      const names = (files.directory(open.path) ?? []).slice(open.listed, open.listed + namesAtOnce)
      open.listed += names.length
      if (names.length === 0) throw new Refusal(status.eof)
      sftp.name(
        request,
        names.map((name) => entry(open.path, name)),
      )
    })
  })
  sftp.on('OPEN', (request, path, flags) => {
    void answer(request, 'open', path, () => {
      if (flags !== openForReading) throw new Refusal(status.denied)
      if (files.file(path) === undefined) throw new Refusal(status.noSuchFile)
      remember(request, path, 'file')
    })
  })
  sftp.on('READ', (request, handle, offset, length) => {
    void answer(request, 'read', pathOf(handle), () => {
      const bytes = files.file(recall(handle, 'file').path)?.bytes ?? new Uint8Array(0)
      if (offset >= bytes.byteLength) throw new Refusal(status.eof)
      sftp.data(request, Buffer.from(bytes.subarray(offset, offset + Math.min(length, mostBytes))))
    })
  })
  sftp.on('CLOSE', (request, handle) => {
    const known = handle.length === 4 && handles.delete(handle.readUInt32BE())
    sftp.status(request, known ? status.ok : status.failure)
  })
}
