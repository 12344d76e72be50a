import { randomUUID } from 'node:crypto'
import type { FeedId } from '../model/ids.ts'
import type { Plan } from '../plan/plan.ts'
import type { Secrets } from '../secrets/secrets.ts'
import type { Route } from '../source/route.ts'
import type { Clock } from '../time/clock.ts'
import { startHttpOffice } from './http-office.ts'
import type { Night } from './night.ts'
import { type SftpOffice, startSftpOffice } from './sftp-office.ts'
import { sourceOf, type Wanted, wantedOf } from './wanted.ts'

/** Local stand-ins for every server that the feeds ask. Disposing stops them. */
export interface Offices extends AsyncDisposable {
  /** What a feed's polls need to find theirs: its plan stays as it is. */
  reach(feed: FeedId): { readonly route: Route; readonly secrets: Secrets }
}

const there = (port: number) => ({ host: '127.0.0.1', port })

/** Starts the servers of a night. Nothing of it leaves the machine: every host leads to a stand-in. */
export async function openOffices(plans: readonly Plan[], night: Night, clock: Clock): Promise<Offices> {
  await using stack = new AsyncDisposableStack()
  const wanted = new Map(plans.map((plan) => [plan.feed, wantedOf(plan, night)]))
  const all: readonly Wanted[] = [...wanted.values()].flat()
  const http = stack.use(
    await startHttpOffice(
      all.filter((one) => one.kind === 'http'),
      clock,
    ),
  )
  const sftp = new Map<FeedId, SftpOffice>()
  for (const plan of plans) {
    const source = sourceOf(plan).sftp
    if (source === undefined) continue
    const own = (wanted.get(plan.feed) ?? []).filter((one) => one.kind === 'sftp')
    // oxlint-disable-next-line no-await-in-loop -- a few servers, each quick to start
    sftp.set(plan.feed, stack.use(await startSftpOffice(plan.feed, source, own, clock)))
  }
  const any = randomUUID()
  const running = stack.move()
  return {
    reach(feed) {
      const office = sftp.get(feed)
      return {
        route: () =>
          office === undefined
            ? { ...there(http.port), plain: true }
            : { ...there(office.port), hostKeys: [office.hostKey] },
        // The stand-ins of web servers ask for no login: whatever is sent will do.
        secrets: { get: async (name) => office?.secrets.get(name) ?? any },
      }
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}
