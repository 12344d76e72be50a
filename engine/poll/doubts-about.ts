import type { CapturedFacts, Doubt, Examined } from '../check/check.ts'
import type { ResultKey } from '../model/ids.ts'
import type { Capture } from '../model/payload.ts'
import type { Figures, Result } from '../model/result.ts'
import type { Plan } from '../plan/plan.ts'
import { alikeItems } from './alike-items.ts'
import { lackingItems } from './lacking-items.ts'
import type { Prior } from './prior.ts'
import type { Reading } from './read-results.ts'

/** What the checks of a plan doubt, in their order; those that must know of others come last. */
export function doubtsAbout(
  plan: Plan,
  now: ReadonlyMap<ResultKey, Result>,
  reading: Reading,
  taken: { readonly capture: Capture; readonly capturedAt: string },
  prior: Prior,
): readonly Doubt[] {
  const doubts: Doubt[] = []
  const doubted = new Set<ResultKey>()
  const examined: Examined = {
    capture: taken.capture.hash,
    capturedAt: taken.capturedAt,
    election: plan.election,
    unit: plan.unit,
    now,
    before: standing(prior.state),
    heldBefore: new Map(
      prior.held.flatMap(({ key, now: seen }) => (seen === undefined ? [] : [[key, seen]])),
    ),
    holds: prior.holds,
    facts: factsOf(reading, now.size),
    factsBefore: prior.facts ?? undefined,
    controls: reading.assembled.controls,
    unnamed: reading.assembled.unnamed,
    failed: lackingItems(taken.capture, reading.failed),
    alike: alikeItems(taken.capture),
    doubted: (key) => doubted.has(key),
  }
  const [last, first] = [
    plan.checks.filter((check) => check.last === true),
    plan.checks.filter((check) => check.last !== true),
  ]
  for (const check of [...first, ...last]) {
    for (const doubt of check.examine(examined)) {
      const keys =
        doubt.stale === true
          ? doubt.keys
          : doubt.keys?.filter((key) => !isUnchanged(now.get(key), prior.state.get(key)))
      if (keys?.length === 0) continue
      doubts.push({ ...doubt, keys })
      // What is only old makes nothing that hangs on it doubtful.
      if (doubt.stale !== true) for (const key of keys ?? []) doubted.add(key)
    }
  }
  return doubts
}

/** All that stands: mostly nothing was ever withdrawn. */
function standing(state: Prior['state']): Prior['state'] {
  for (const { gone } of state.values())
    if (gone !== undefined) return new Map([...state].filter(([, figures]) => figures.gone === undefined))
  return state
}

function factsOf({ assembled, rows, rejected, rejections }: Reading, results: number): CapturedFacts {
  const { asOf, token, electionDates } = assembled
  return {
    rows,
    results,
    rejected,
    rejections,
    electionDates,
    ...(asOf === undefined ? {} : { asOf }),
    ...(token === undefined ? {} : { token }),
  }
}

/** What the source did not change is not kept back, by a person or a check: it stands, and a release of it lasts. */
export const isUnchanged = (result: Result | undefined, stood: Figures | undefined): boolean =>
  (stood?.gone === true ? undefined : stood?.digest) === result?.digest
