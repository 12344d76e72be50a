import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Envelope, Message } from '../../../engine/model/envelope.ts'
import type { FeedId } from '../../../engine/model/ids.ts'
import { resultKey } from '../../../engine/model/ids.ts'
import { plainDesk } from '../../../engine/plan/desk.ts'
import { arbitrateStatus } from '../../../engine/process/arbitrate/arbitrate-status.ts'
import type { Ports } from '../../../engine/process/arbitrate/read-keys.ts'
import { tick } from '../../../engine/process/arbitrate/tick.ts'
import { keepStatus } from '../../../engine/process/keep-status.ts'
import { currentEntry } from '../../../engine/register/current-entries.ts'
import { contest, minute, status, wake } from '../../conformance/results-samples.ts'
import { type Arbitrating, feedId, newArbitrating, taking } from './arbitrating.ts'
import { order } from './contenders.ts'
import { stepwisePorts } from './stepwise-ports.ts'
import { held, says } from './two-feeds.ts'

const { signal } = new AbortController()
let desk: Arbitrating
let nights = 0
beforeAll(() => {
  desk = newArbitrating()
})
afterAll(() => desk.close())

/** Each night is of an election and of two feeds of its own, of which the first counts before the second. */
interface Night {
  readonly election: string
  readonly feeds: readonly [FeedId, FeedId]
  readonly changes: readonly (readonly Envelope[])[]
  readonly statuses: readonly (readonly Message[])[]
  /** Whether the first feed is held when everything is said. */
  readonly isHeld: boolean
}

const counts = fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 2 })
const nightOf = fc
  .record({ first: counts, second: counts, holds: fc.array(fc.boolean(), { minLength: 1, maxLength: 3 }) })
  .map(({ first, second, holds }): Night => {
    const name = `night-${(nights += 1)}`
    const feeds = [feedId(`a-${name}`), feedId(`b-${name}`)] as const
    const told = (feed: FeedId, votes: readonly number[]): readonly Envelope[] =>
      [...votes.toSorted((one, other) => one - other), 100].map((total, at) => {
        const said = says(feed, at + 1, total)
        return { ...said, record: said.record && { ...said.record, election: name } }
      })
    const statuses = holds.map((isHeld, at) =>
      statusOf(feeds[0], minute(at + 1), isHeld ? [held(`h-${at}`, { units: [wake] })] : []),
    )
    return {
      election: name,
      feeds,
      changes: [told(feeds[0], first), told(feeds[1], second)],
      statuses: [statuses, [statusOf(feeds[1], minute(1), [])]],
      isHeld: holds.at(-1) === true,
    }
  })

function statusOf(feed: FeedId, saidAt: string, holds: readonly ReturnType<typeof held>[]): Message {
  const said = status(1, saidAt, { feed, checkedAt: saidAt, holds })
  return { key: feed, id: `${feed}/${saidAt}`, value: JSON.stringify(said), headers: {} }
}

/** Whose figures stand, which, and how much of it was told. */
async function standing({ election, feeds }: Night): Promise<unknown> {
  const entry = await currentEntry(desk.ports.register, election, resultKey(contest, wake), signal)
  const { source, record, stale } = entry?.envelope ?? {}
  return {
    source: source?.kind === 'feed' ? feeds.indexOf(source.feed) : source,
    votes: record?.selections[0]?.votes.total,
    stale,
    untold: (entry?.version ?? 0) - (entry?.told ?? 0),
  }
}

test('whatever comes first, and whoever crashes where, the best source that can be used stands in the end', async () => {
  const ends = fc.array(fc.nat({ max: 14 }), { maxLength: 4 })
  const ways = fc.record({
    night: nightOf,
    scheduler: fc.scheduler(),
    ofChanges: ends,
    ofStatuses: ends,
    /** Statuses only come when all is said: nothing decides after them. */
    areLate: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(ways, async ({ night, scheduler, ofChanges, ofStatuses, areLate }) => {
      const { election, feeds, changes, statuses } = night
      const ports: Ports = {
        ...desk.ports,
        desk: (id) => ({ ...plainDesk(id), sources: id === election ? [order(...feeds)] : [] }),
      }
      // The changes of one key come to one consumer, in order within each feed; the statuses of a feed to another.
      const mixed = changes.flatMap((own, of) => own.map((one, at) => ({ one, place: at * 2 + of })))
      const heard = mixed.toSorted((one, other) => one.place - other.place).map(({ one }) => one)
      const surviving = (crashes: number[]) => (work: (over: Ports) => Promise<unknown>) =>
        survive(ports, scheduler, crashes, work)
      const [change, follow] = [surviving([...ofChanges]), surviving([...ofStatuses])]
      const all = inTurn(heard, (one) => change((over) => taking(over)(one)))
      const workers = [
        all,
        ...statuses.map(async (own) => {
          if (areLate) await all
          await inTurn(own, (one) =>
            follow(async (over) => {
              await keepStatus.make(over)([one], signal)
              await arbitrateStatus.make(over)([one], signal)
            }),
          )
        }),
        change((over) => tick(over, minute(5), signal)),
      ]
      await scheduler.waitFor(Promise.all(workers))
      // Nobody is behind in the end.
      expect(await standing(night)).toEqual({
        source: night.isHeld ? 1 : 0,
        votes: 100,
        stale: [],
        untold: 0,
      })
    }),
    { numRuns: 80 },
  )
})

async function inTurn<One>(all: readonly One[], work: (one: One) => Promise<void>): Promise<void> {
  // oxlint-disable-next-line no-await-in-loop -- one after the other
  for (const one of all) await work(one)
}

/** Does it until it is done; after each crash all of it again. */
async function survive(
  ports: Ports,
  scheduler: fc.Scheduler,
  crashes: number[],
  work: (over: Ports) => Promise<unknown>,
): Promise<void> {
  const crash = new Error('crash')
  for (;;) {
    let steps = crashes.shift() ?? Number.POSITIVE_INFINITY
    const over = stepwisePorts(ports, async (step) => {
      if (steps === 0) throw crash
      steps -= 1
      return await scheduler.schedule(Promise.resolve()).then(step)
    })
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const end = await work(over).catch((error: unknown) => error)
    if (end !== crash) {
      if (end instanceof Error) throw end
      return
    }
  }
}
