import { posix } from 'node:path'
import { feedError } from '../errors/feed-error.ts'
import { payloadName } from '../flow/payload-name.ts'
import { addressOf, type FileServer } from './file-server.ts'
import type { FilesWanted } from './files-wanted.ts'
import { fileIdentity, type ListedFile } from './newest-file.ts'
import { settledFiles } from './settled-files.ts'
import type { FetchContext, Fetched } from './source.ts'
import { cursorFile, youngSince } from './young-file.ts'

/** Brings what is wanted of a server, each file once it no longer grows. What changes while it is read is an error. */
export async function* fetchFrom(
  server: FileServer,
  wanted: readonly FilesWanted[],
  context: FetchContext,
): AsyncIterable<Fetched> {
  const { clock, signal, maxBytes, cursors } = context
  for (const { name: request, ...files } of wanted) {
    const named = ({ name }: ListedFile) => ({ request, ...(files.every && { item: name }) })
    const before = (file: ListedFile) => cursors[payloadName(named(file))]?.file
    const isKnown = (file: ListedFile) => before(file) === fileIdentity(file)
    const found = await settledFiles(server, { ...files, isKnown, clock, signal })
    const settled = clock.now().getTime()
    for (const file of found) {
      if (isKnown(file)) {
        yield { kind: 'unmodified', ...named(file) }
        continue
      }
      const path = posix.join(files.directory, file.name)
      const origin = addressOf(server.origin, path)
      if (file.size === 0) throw feedError('SOURCE_EMPTY', { origin })
      if (file.size > maxBytes) throw feedError('SOURCE_TOO_LARGE', { origin, limit: maxBytes })
      const body = unchanged(server, path, file)
      const since = youngSince(before(file), file) ?? settled - files.stableFor
      yield {
        kind: 'payload',
        payload: { ...named(file), origin, body },
        cursor: { file: cursorFile(file, since, settled) },
      }
    }
  }
}

/** The bytes of a file that is the same after reading as before. */
async function* unchanged(server: FileServer, path: string, before: ListedFile): AsyncIterable<Uint8Array> {
  yield* server.read(path, before.size)
  if (fileIdentity(await server.stat(path)) !== fileIdentity(before))
    throw feedError('SOURCE_CHANGED', { origin: addressOf(server.origin, path) })
}
