import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { compileAll } from '../../engine/plan/compile-all.ts'
import { findFeeds, folderFiles } from '../../engine/plan/feed-files.ts'
import { startHttpOffice } from '../../engine/rehearse/http-office.ts'
import { readNight } from '../../engine/rehearse/night.ts'
import { startSftpOffice } from '../../engine/rehearse/sftp-office.ts'
import { sourceOf, wantedOf } from '../../engine/rehearse/wanted.ts'
import { startHttpServer } from '../helpers/http-server.ts'
import { manualClock } from '../helpers/manual-clock.ts'

const shipped = 'feeds/rehearsal'

/** The offices of the shipped night, open to whoever asks them on the loopback interface. */
export interface Zephyria extends AsyncDisposable {
  /** What opens the account of Orchard County. */
  readonly password: string
  /** From now on the offices show what they showed at that moment. */
  moveTo(time: string): void
}

/**
 * Writes the shipped feeds below `folder`, as they are but for the addresses: those of Zephyria are on no network. The
 * rehearsal's own offices answer there, so that `feed run` polls what the rehearsal plays.
 */
export async function zephyria(folder: string): Promise<Zephyria> {
  await using stack = new AsyncDisposableStack()
  let moment = manualClock({ start: '2026-11-04T00:00:00Z' })
  const clock = { ...moment, now: () => moment.now() }
  const night = readNight(shipped)
  const plans = compileAll(findFeeds(`${shipped}/feeds`, folderFiles), folderFiles).flatMap(
    ({ plan }) => plan ?? [],
  )
  cpSync(`${shipped}/feeds`, join(folder, 'feeds'), { recursive: true })
  const wanted = plans.flatMap((plan) => wantedOf(plan, night))
  const http = stack.use(
    await startHttpOffice(
      wanted.filter((one) => one.kind === 'http'),
      clock,
    ),
  )
  let password = ''
  for (const plan of plans) {
    const { sftp } = sourceOf(plan)
    if (sftp === undefined) {
      const [url] = wantedOf(plan, night).flatMap((one) => (one.kind === 'http' ? one.url : []))
      // oxlint-disable-next-line no-await-in-loop -- a server per feed
      const door = stack.use(await doorTo(http.port, url?.host ?? ''))
      edit(folder, plan.feed, `url: "${url?.origin}`, `allow_private: true, url: "${door.url}`)
    } else {
      const own = wantedOf(plan, night).filter((one) => one.kind === 'sftp')
      // oxlint-disable-next-line no-await-in-loop -- the same
      const office = stack.use(await startSftpOffice(plan.feed, sftp, own, clock))
      password = office.secrets.get(sftp.password?.secret ?? '') ?? ''
      edit(
        folder,
        plan.feed,
        `host: ${sftp.host}`,
        `host: 127.0.0.1\n    port: ${office.port}\n    allow_private: true`,
      )
      edit(folder, plan.feed, /host_key: .*/, `host_key: ${office.hostKey}`)
    }
  }
  const running = stack.move()
  return {
    password,
    moveTo(time) {
      moment = manualClock({ start: time })
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}

/** The one office tells hosts apart by their names, and on loopback all have the same. */
const doorTo = (port: number, host: string) =>
  startHttpServer((incoming, outgoing) => {
    const { method, url, headers } = incoming
    const asked = request({ port, host: '127.0.0.1', method, path: url, headers: { ...headers, host } })
    asked.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    asked.on('error', () => outgoing.destroy())
    incoming.pipe(asked)
  })

function edit(folder: string, feed: string, from: string | RegExp, to: string): void {
  for (const path of findFeeds(join(folder, 'feeds'), folderFiles)) {
    const text = readFileSync(path, 'utf8')
    if (!text.includes(`feed: ${feed}\n`)) continue
    const edited = text.replace(from, to)
    if (edited === text) throw new Error(`${path} has no ${from}`)
    writeFileSync(path, edited)
  }
}
