import { Type } from 'typebox'
import { component } from '../component.ts'
import { contestAndUnit } from '../model/ids.ts'
import { cameBeside, inOtherOrder } from './came-beside.ts'
import type { Check } from './check.ts'
import { compared } from './compared.ts'
import { exchangeIn } from './exchange.ts'
import { count, doubtAbout, unitOf } from './figures.ts'
import { namesOf } from './names-of.ts'

const options = Type.Object({}, { additionalProperties: false })

/**
 * A contest, unit or selection that stands and is missing from the capture. Released by a person, it is withdrawn. Where
 * others came in their place, `exchanged` holds both.
 * What came to another result meanwhile is held as well: it may be the same votes under another title.
 * A county that was not mapped gave a district the wrong winner (DOMAIN §3).
 */
export const gone = component({
  type: 'gone',
  summary: 'Holds results that stood before and are missing now, instead of withdrawing them.',
  options,
  create: (): Check => ({
    *examine(examined) {
      const { now, before } = examined
      const exchange = exchangeIn(examined)
      const { missing: all } = compared(examined)
      const missing = all.filter((key) => exchange?.gone.has(key) !== true)
      const named = namesOf(missing.length > 0 ? examined : { now: new Map(), before })
      for (const [unit, keys] of Map.groupBy(missing, unitOf)) {
        const contests = [...new Set(keys.map((key) => named(key).contest))]
        const first = contests.slice(0, 3).join(', ') + (contests.length > 3 ? ', …' : '')
        yield {
          code: 'CHECK_GONE',
          group: unit,
          scope: { units: [unit], contests: keys.map((key) => contestAndUnit(key).contest) },
          keys,
          reason: `${keys.map((key) => named(key).unit)[0]}: ${count(keys.length)} of its results stood before and are missing now (${first})`,
        }
      }
      for (const { result, stood } of inOtherOrder(examined)) {
        const said = new Set(result.record.selections.map(({ id }) => id))
        const lost = Object.entries(stood.votes).filter(([id]) => !said.has(id))
        if (lost.length === 0) continue
        const first = lost.slice(0, 3).map(([id, votes]) => `${id} (${count(votes)} votes)`)
        const more = lost.length > 3 ? ` and ${lost.length - 3} more` : ''
        yield doubtAbout(result, 'CHECK_GONE', `stood before and missing now: ${first.join(', ')}${more}`)
      }
      for (const { result, names, contest } of cameBeside(examined)) {
        const from = [...now.values()].find(({ record }) => record.contest.id === contest)
        const first = names.slice(0, 3).join(', ') + (names.length > 3 ? ', …' : '')
        const other = from?.record.contest.name ?? contest
        yield doubtAbout(result, 'CHECK_GONE', `${first} came, while selections of ${other} went`)
      }
    },
  }),
})
