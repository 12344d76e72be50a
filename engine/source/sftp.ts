import { type Static, Type } from 'typebox'
import { component } from '../component.ts'
import { milliseconds } from '../time/duration.ts'
import { retry } from '../time/retry.ts'
import { fetchFrom } from './fetch-from.ts'
import { FilesOptions, filesWanted } from './files-wanted.ts'
import { withoutSecrets } from './masked.ts'
import { openSftp } from './sftp-connection.ts'
import { sftpFiles } from './sftp-files.ts'
import { checkLogin, LoginOptions, loginOf } from './sftp-login.ts'
import type { Fetched, Source } from './source.ts'

const options = Type.Object(
  { ...LoginOptions.properties, ...FilesOptions.properties },
  { additionalProperties: false },
)
type Options = Static<typeof options>

/** A file is read once its size and time have stayed the same for a while. Nothing on the server is ever changed. */
export const sftp = component({
  type: 'sftp',
  summary:
    'Reads the newest file of a directory over SFTP, once it no longer grows; never changes anything there.',
  options,
  create(spec: Options, site): Source {
    checkLogin(spec, site)
    const wanted = filesWanted(spec, site)
    const timeout = milliseconds(spec.timeouts?.answer ?? '30s')
    return withoutSecrets({
      requests: wanted.map(({ name }) => name),
      async *fetch(context): AsyncIterable<Fetched> {
        const login = await loginOf(spec, context)
        const { clock, signal } = context
        using held = new DisposableStack()
        held.use(await context.budget?.turn(spec.host, signal))
        const attempts = spec.retries?.attempts ?? 3
        const patience = { clock, signal, attempts, seed: login.origin }
        await using connection = await retry(() => openSftp(login), patience)
        const { files } = connection
        yield* fetchFrom(sftpFiles({ files, host: login.origin, signal, timeout }), wanted, context)
      },
    })
  },
})
