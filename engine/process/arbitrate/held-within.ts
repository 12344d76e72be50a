import { contestAndUnit, type ResultKey } from '../../model/ids.ts'
import type { ResultRecord } from '../../model/result.ts'
import type { CurrentEntry, Named } from '../../register/current-entries.ts'
import type { Choice } from './choose.ts'
import { feedsIn } from './feeds-in.ts'
import { isHeldBack, lastWord } from './held-back.ts'
import { marksWithin } from './marks-within.ts'

/**
 * What stands where all that is known within is held back: no figures, and why. Undefined: nothing is, or only what no
 * feed has as a part of this unit.
 */
export function heldWithin(parts: readonly CurrentEntry[], key: ResultKey): Choice | undefined {
  const { unit } = contestAndUnit(key)
  const held = parts.filter(({ envelope, body }) => isHeldBack(envelope) && body.memory.above.includes(unit))
  if (held.length === 0) return undefined
  const envelopes = held.map(({ envelope }) => envelope)
  const capturedAt = envelopes.reduce(
    (newest, { decidedAt }) => (decidedAt > newest ? decidedAt : newest),
    '',
  )
  return {
    source: { kind: 'units', units: 0, feeds: feedsIn(envelopes), capturedAt },
    record: null,
    stale: marksWithin(held),
    because: 'nothing within was ever free of doubt',
    switched: null,
  }
}

/** How a result is called of which no figures stand: as what is held back of it (`record`) has it. */
export function namedIn(
  record: ResultRecord | undefined,
  parts: readonly CurrentEntry[],
  key: ResultKey,
): Named | undefined {
  if (record !== undefined) return { contest: record.contest.name, unit: record.unit.name }
  const [contest] = parts.flatMap(({ body }) => body.memory.named?.contest ?? [])
  return contest === undefined ? undefined : { contest, unit: lastWord(contestAndUnit(key).unit) }
}
