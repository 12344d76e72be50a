import { Type } from 'typebox'
import { component } from '../component.ts'
import { contestAndUnit, type ResultKey } from '../model/ids.ts'
import type { Check } from './check.ts'
import { count, doubtAbout, unitOf } from './figures.ts'

const options = Type.Object({}, { additionalProperties: false })

/**
 * A contest, unit or selection that stands and is missing from the capture. Released by a person, it is withdrawn.
 * Fremont ID 2020: a county that was not mapped gave a district the wrong winner (DOMAIN §3).
 */
export const gone = component({
  type: 'gone',
  summary: 'Holds results that stood before and are missing now, instead of withdrawing them.',
  options,
  create: (): Check => ({
    *examine({ now, before }) {
      const missing = [...before.keys()].filter((key) => !now.has(key))
      const byUnit = Map.groupBy(missing, unitOf)
      for (const [unit, keys] of byUnit) {
        const contests = keys.map((key: ResultKey) => contestAndUnit(key).contest)
        const named = contests.slice(0, 3).join(', ') + (contests.length > 3 ? ', …' : '')
        yield {
          code: 'CHECK_GONE',
          group: unit,
          scope: { units: [unit], contests },
          keys,
          reason: `${unit}: ${count(keys.length)} of its results stood before and are missing now (${named})`,
        }
      }
      for (const result of now.values()) {
        const stood = before.get(result.key)?.votes ?? {}
        const said = new Set(result.record.selections.map(({ id }) => id))
        const lost = Object.entries(stood).filter(([id]) => !said.has(id))
        if (lost.length === 0) continue
        const named = lost.slice(0, 3).map(([id, votes]) => `${id} (${count(votes)} votes)`)
        const more = lost.length > 3 ? ` and ${lost.length - 3} more` : ''
        yield doubtAbout(result, 'CHECK_GONE', `stood before and missing now: ${named.join(', ')}${more}`)
      }
    },
  }),
})
