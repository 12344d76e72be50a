import type { CapturedFacts, Doubt, Examined } from '../check/check.ts'
import { type Compared, compared } from '../check/compared.ts'
import type { Remembered } from '../check/remembered.ts'
import type { ResultKey } from '../model/ids.ts'
import type { Capture } from '../model/payload.ts'
import type { Figures, Result } from '../model/result.ts'
import type { Plan } from '../plan/plan.ts'
import { alikeItems } from './alike-items.ts'
import { lackingItems } from './lacking-items.ts'
import type { Notes } from './notes.ts'
import type { Prior } from './prior.ts'
import type { Reading } from './read-results.ts'
import { type StoodSince, stoodSince } from './stood-since.ts'

/** What the checks of a plan doubt, in their order; those that must know of others come last. And the capture beside what stands. */
export function doubtsAbout(
  plan: Plan,
  now: ReadonlyMap<ResultKey, Result>,
  reading: Reading,
  taken: { readonly capture: Capture; readonly capturedAt: string },
  prior: Prior,
): { readonly doubts: readonly Doubt[]; readonly beside: Compared } {
  const doubts: Doubt[] = []
  const stood = stoodSince(prior.state, reading.remembered)
  const doubted = new Set<ResultKey>()
  const examined: Examined = {
    capture: taken.capture.hash,
    capturedAt: taken.capturedAt,
    election: plan.election,
    unit: plan.unit,
    now,
    before: stood.standing,
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
    sameRows: reading.assembled.sameRows,
    remembered: reading.remembered && rememberedOf(reading.remembered, stood),
    gathers: plan.checks.flatMap(({ gathers = [] }) => gathers),
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
  return { doubts, beside: compared(examined) }
}

const rememberedOf = (notes: Omit<Notes, 'turn'>, { changed }: StoodSince): Remembered => ({
  changed: notes.changed,
  stood: changed,
  take: (of) => notes.take(of),
  keep: (of, note) => notes.keep(of, note),
})

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
