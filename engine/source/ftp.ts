import { type Static, Type } from 'typebox'
import { component } from '../component.ts'
import { retry } from '../time/retry.ts'
import { fetchFrom } from './fetch-from.ts'
import { FilesOptions, filesWanted } from './files-wanted.ts'
import { openFtp } from './ftp-connection.ts'
import { ftpFiles } from './ftp-files.ts'
import { checkFtpLogin, FtpLoginOptions, ftpLoginOf } from './ftp-login.ts'
import { withoutSecrets } from './masked.ts'
import type { Fetched, Source } from './source.ts'

const options = Type.Object(
  { ...FtpLoginOptions.properties, ...FilesOptions.properties },
  { additionalProperties: false },
)
type Options = Static<typeof options>

/** As over SFTP: a file is read once its size and time have stayed the same for a while. Transfers are always passive. */
export const ftp = component({
  type: 'ftp',
  summary:
    'Reads the newest file of a directory over FTP or FTPS, once it no longer grows; never changes anything there.',
  options,
  create(spec: Options, site): Source {
    checkFtpLogin(spec, site)
    const wanted = filesWanted(spec, site)
    return withoutSecrets({
      requests: wanted.map(({ name }) => name),
      async *fetch(context): AsyncIterable<Fetched> {
        const login = await ftpLoginOf(spec, context)
        const { clock, signal } = context
        using held = new DisposableStack()
        held.use(await context.budget?.turn(spec.host, signal))
        const attempts = spec.retries?.attempts ?? 3
        const patience = { clock, signal, attempts, seed: login.origin }
        const client = await retry(() => openFtp(login), patience)
        const { parseList } = await import('./basic-ftp.ts')
        using files = ftpFiles(login, client, parseList)
        yield* fetchFrom(files, wanted, context)
      },
    })
  },
})
