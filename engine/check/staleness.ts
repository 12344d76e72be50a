import { Type } from 'typebox'
import { component } from '../component.ts'
import { epochMilliseconds } from '../time/instant.ts'
import type { Check } from './check.ts'
import { doubtAboutAll } from './figures.ts'

const options = Type.Object({}, { additionalProperties: false })

/**
 * An older publication than the last one. A hash seen before is no reason: a source may go A→B→A honestly.
 * In one runoff the version pointer went back 44 times; 18 of 20 polls with falling figures were old content (DOMAIN §3).
 */
export const staleness = component({
  type: 'staleness',
  summary: 'Holds a capture whose publication number or own time is older than that of the last one.',
  options,
  create: (): Check => ({
    *examine({ facts, factsBefore }) {
      if (isOlderToken(facts.token, factsBefore?.token)) {
        yield doubtAboutAll(
          'CHECK_STALE',
          `publication ${facts.token} after publication ${factsBefore?.token}`,
        )
      } else if (isOlderTime(facts.asOf, factsBefore?.asOf)) {
        yield doubtAboutAll('CHECK_STALE', `as of ${facts.asOf}, after a capture as of ${factsBefore?.asOf}`)
      }
    },
  }),
})

/** Only numbers have an order that we may rely on. */
function isOlderToken(now: string | undefined, before: string | undefined): boolean {
  if (now === undefined || before === undefined || !/^\d+$/.test(now) || !/^\d+$/.test(before)) return false
  return BigInt(now) < BigInt(before)
}

function isOlderTime(now: string | undefined, before: string | undefined): boolean {
  const [mine, other] = [now, before].map((time) =>
    time === undefined ? undefined : epochMilliseconds(time),
  )
  return mine !== undefined && other !== undefined && mine < other
}
