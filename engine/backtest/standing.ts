import { figuresAfter } from '../diff/figures.ts'
import { feedError } from '../errors/feed-error.ts'
import type { Order } from '../model/hold.ts'
import type { Prior } from '../poll/prior.ts'
import type { Judged } from '../poll/process-capture.ts'
import type { Case } from './case.ts'

/** Where a feed stands between two captures, in memory. */
export interface Standing {
  readonly prior: Prior
  readonly revision: number
}

/** Nothing stands, and nothing was ever said. */
export const neverPolled: Standing = {
  prior: { state: new Map(), facts: null, holds: [], held: [], orders: [] },
  revision: 0,
}

/** Where it stands once a verdict is in: what a commit and the head of a real feed would hold. */
export function standingAfter({ prior, revision }: Standing, judged: Judged): Standing {
  const { changes, facts, holds, held } = judged
  const next = changes.length === 0 ? revision : revision + 1
  const state = new Map(prior.state)
  for (const change of changes) state.set(change.key, figuresAfter(change, next))
  return { prior: { state, facts: facts ?? prior.facts, holds, held, orders: prior.orders }, revision: next }
}

/** With the releases that a case orders, as `feed release` writes them. CASE_NO_SUCH_HOLD. */
export function withReleases(
  { prior, revision }: Standing,
  { release = [], at: place, after = '' }: Case,
): Standing {
  const orders = release.map(({ code, group, who, why }): Order => {
    const hold = prior.holds.find((one) => one.code === code && one.group === group)
    if (hold === undefined) {
      const known = prior.holds.map((one) => `${one.code} ${one.group}`)
      throw feedError('CASE_NO_SUCH_HOLD', { after, code, group, known }, { at: place })
    }
    return { order: 'release', hold: hold.id, code, group, capture: hold.capture, who, why, at: hold.since }
  })
  return { prior: { ...prior, orders: [...prior.orders, ...orders] }, revision }
}
