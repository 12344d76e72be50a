import { posix } from 'node:path'
import { type Static, Type } from 'typebox'
import { component, type Site } from '../component.ts'
import { feedError } from '../errors/feed-error.ts'
import { milliseconds } from '../time/duration.ts'
import { retry } from '../time/retry.ts'
import { duration, RequestName } from './connection-options.ts'
import { fileIdentity } from './newest-file.ts'
import { openSftp } from './sftp-connection.ts'
import { addressOf, type Reach, readFile, statFile } from './sftp-files.ts'
import { checkLogin, LoginOptions, loginOf } from './sftp-login.ts'
import { newestSettled } from './sftp-settled.ts'
import type { Fetched, Source } from './source.ts'

const place = {
  directory: Type.String({
    minLength: 1,
    description: 'Where the file lies; without leading slash: below the home of the user.',
  }),
  pattern: Type.String({
    pattern: '^[^/]+$',
    description: 'Which file: the newest whose name matches, such as results_*.zip.',
  }),
  stable_for: duration('How long size and time must stay the same before the file is read. Default: 2s.'),
}
const options = Type.Object(
  {
    ...LoginOptions.properties,
    directory: Type.Optional(place.directory),
    pattern: Type.Optional(place.pattern),
    stable_for: place.stable_for,
    files: Type.Optional(
      Type.Record(
        RequestName,
        Type.Object(place, { additionalProperties: false, description: 'One file.' }),
        {
          minProperties: 1,
          additionalProperties: false,
          description: 'Several files of one poll, by name; read in this order.',
        },
      ),
    ),
  },
  { additionalProperties: false },
)
type Options = Static<typeof options>
interface NamedFile {
  readonly name: string
  readonly directory: string
  readonly pattern: string
  /** Milliseconds. */
  readonly stableFor: number
}

/** A file is read once its size and time have stayed the same for a while. Nothing on the server is ever changed. */
export const sftp = component({
  type: 'sftp',
  summary:
    'Reads the newest file of a directory over SFTP, once it no longer grows; never changes anything there.',
  options,
  create(spec: Options, site): Source {
    checkLogin(spec, site)
    const wanted = filesOf(spec, site)
    const timeout = milliseconds(spec.timeouts?.answer ?? '30s')
    return {
      requests: wanted.map(({ name }) => name),
      async *fetch(context): AsyncIterable<Fetched> {
        const login = await loginOf(spec, context)
        const { clock, signal, maxBytes } = context
        const attempts = spec.retries?.attempts ?? 3
        await using connection = await retry(() => openSftp(login), {
          clock,
          signal,
          attempts,
          seed: login.origin,
        })
        const reach = { files: connection.files, host: login.origin, signal, timeout }
        for (const { name: request, directory, pattern, stableFor } of wanted) {
          const known = context.cursors[request]?.file
          const found = await newestSettled(reach, { directory, pattern, stableFor, known, clock })
          if (found === undefined) {
            yield { kind: 'unmodified', request }
            continue
          }
          const path = posix.join(directory, found.name)
          const origin = addressOf(login.origin, path)
          if (found.size === 0) throw feedError('SOURCE_EMPTY', { origin })
          if (found.size > maxBytes) throw feedError('SOURCE_TOO_LARGE', { origin, limit: maxBytes })
          const cursor = { file: fileIdentity(found) }
          const body = unchanged(reach, path, cursor.file, found.size)
          yield { kind: 'payload', payload: { request, origin, body }, cursor }
        }
      },
    }
  },
})

/** The bytes of a file that is the same after reading as before. */
async function* unchanged(
  reach: Reach,
  path: string,
  identity: string,
  size: number,
): AsyncIterable<Uint8Array> {
  yield* readFile(reach, path, size)
  if (fileIdentity(await statFile(reach, path)) !== identity)
    throw feedError('SOURCE_CHANGED', { origin: addressOf(reach.host, path) })
}

function filesOf(spec: Options, site: Site): readonly NamedFile[] {
  const { directory, pattern, stable_for: shared, files } = spec
  const single = directory !== undefined && pattern !== undefined
  const neither = directory === undefined && pattern === undefined
  if (files === undefined ? !single : !neither) {
    const problem =
      files === undefined ? 'There is no file to read' : 'Both directory and files say what to read'
    const advice =
      'Give either directory and pattern, or several files, each with a name, a directory and a pattern'
    site.report(feedError('SOURCE_OPTIONS_UNCLEAR', { problem, advice }, { at: site.position() }))
  }
  const stableFor = (own: string | undefined) => milliseconds(own ?? shared ?? '2s')
  return [
    ...(single ? [{ name: 'main', directory, pattern, stableFor: stableFor(undefined) }] : []),
    ...Object.entries(files ?? {}).map(([name, { stable_for: own, ...one }]) => ({
      name,
      ...one,
      stableFor: stableFor(own),
    })),
  ]
}
