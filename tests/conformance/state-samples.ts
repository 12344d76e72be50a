import type { Hold } from '../../engine/model/hold.ts'
import { type FeedId, type PlanHash, resultKey, type Sha256 } from '../../engine/model/ids.ts'
import type { Figures } from '../../engine/model/result.ts'
import type { StateHome } from '../../engine/state/home.ts'
import { stateStore } from '../../engine/state/protocol.ts'
import type { Lease, StateStore, Written } from '../../engine/state/store.ts'

export const signal = AbortSignal.timeout(600_000)
export const feed = 'us-xx-one' as FeedId
export const key = resultKey('xx/contest', 'wake')
/** A moment of the night, in seconds. */
export const at = (seconds: number): string => new Date(Date.UTC(2024, 10, 5, 20, 0, seconds)).toISOString()
export const hash = (letter: string): Sha256 => letter.repeat(64) as Sha256

export const ask = (owner: string, seconds: number, build = 1) => ({
  owner,
  build,
  now: at(seconds),
  until: at(seconds + 30),
})

export const figures = (votes: number, revision: number): Figures => ({
  digest: `${votes}` as Figures['digest'],
  revision,
  votes: { smith: votes },
})

export const verdict = {
  plan: 'plan-1' as PlanHash,
  cursors: {},
  judged: { capture: hash('c'), plan: 'plan-1' as PlanHash },
  reopened: false,
  holds: [] as readonly Hold[],
  held: null,
  facts: { rows: 1, results: 1 },
  failing: null,
  checkedAt: at(1),
  results: 1,
  digests: '1'.padStart(32, '0'),
}

/** A call whose first answer is lost: it is carried out, and fails all the same. */
function losing<Args extends unknown[], Answer>(
  call: (...args: Args) => Promise<Answer>,
): (...args: Args) => Promise<Answer> {
  let left = 1
  return async (...args) => {
    const answer = await call(...args)
    if (left-- > 0) throw new Error('connection reset')
    return answer
  }
}

/** The same home over a line that loses one answer to `acquire` and one to `update`. */
export const overBadLine = (home: StateHome): StateHome => ({
  ...home,
  acquire: losing((...args: Parameters<StateHome['acquire']>) => home.acquire(...args)),
  update: losing((...args: Parameters<StateHome['update']>) => home.update(...args)),
})

/** A home and the protocol over it, with the two steps that most tests begin with. */
export interface StateUnderTest {
  readonly home: StateHome
  readonly store: StateStore
  leased(owner: string, seconds: number): Promise<Lease>
  commit(lease: Lease, letter: string, votes: number): Promise<Written>
}

export function stateUnderTest(home: StateHome): StateUnderTest {
  const store = stateStore(home)
  return {
    home,
    store,
    async leased(owner, seconds) {
      const acquired = await store.acquire(feed, ask(owner, seconds), signal)
      if (acquired.kind !== 'lease') throw new Error(`${owner} got no lease: ${acquired.kind}`)
      return acquired.lease
    },
    commit(lease, letter, votes) {
      const revision = lease.head.revision + 1
      const changed = [[key, figures(votes, revision)]] as const
      const said = { changeset: hash(letter), revision, changed, state: new Map(), verdict, changedAt: at(1) }
      return store.commit(lease, said, signal)
    },
  }
}

export function written(outcome: Written): Lease {
  if (outcome.kind === 'lost') throw new Error('lost')
  return outcome.lease
}
