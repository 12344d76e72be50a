import { Type } from 'typebox'
import { component } from '../component.ts'
import type { ResultKey } from '../model/ids.ts'
import type { Check, Doubt, Examined, SameRowsOf } from './check.ts'
import { count, doubtAboutAll } from './figures.ts'

const options = Type.Object(
  {
    at_most: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 20_000_000,
        description: 'So many rows may honestly say what another one says. Default: 0.',
      }),
    ),
  },
  { additionalProperties: false },
)

/**
 * A row that was written twice, or a file that stands twice in itself: where figures are added up, nothing else tells. Where
 * they are not, the second row collides with the first. Of many such rows nothing counts, neither how many rows there were:
 * the next whole file would be taken for one that lacks half of them.
 */
export const sameRows = component({
  type: 'same_rows',
  summary:
    'Holds results into which a row is added up that stands twice in its file, word for word (with assemble: add, or pieces); the capture, if it is more than one row of 20.',
  options,
  create: ({ at_most: atMost = 0 }): Check => ({
    *examine({ now, facts, factsBefore, sameRows: { rows, units } = { rows: 0, units: [] } }) {
      if (rows <= Math.max(atMost, lasting(factsBefore?.sameRows ?? 0, atMost))) return
      const found = withKeys(units, now)
      const [first] = found
      if (first === undefined) return
      const all = { ...first, name: others(found), rows }
      if (rows * 20 > facts.rows) yield doubtAboutAll(code, reasonOf(all), [first.first, first.again])
      else if (found.length > mostApart)
        yield doubtAbout('*', { ...all, keys: found.flatMap(({ keys }) => keys) }, found)
      else for (const one of found) yield doubtAbout(one.unit, one, [one])
    },
  }),
})

const code = 'CHECK_SAME_ROWS'

/**
 * Where more rows stand that are the same than the spec allows, a person has released them, and while the count goes on they
 * change, and some come to them. Of a file that stands twice in itself there are more than half as many again.
 */
const lasting = (stand: number, atMost: number): number => (stand > atMost ? Math.floor(stand * 1.5) : 0)

/** More units than these are one doubt, and are released as one. */
const mostApart = 5

interface WithKeys extends SameRowsOf {
  readonly name: string
  readonly keys: readonly ResultKey[]
}

function withKeys(units: readonly SameRowsOf[], now: Examined['now']): readonly WithKeys[] {
  const byUnit = Map.groupBy(now.values(), ({ record }) => record.unit.id)
  return units.flatMap((one) => {
    const all = byUnit.get(one.unit) ?? []
    const keys = all.flatMap(({ key, record }) =>
      one.contests.has(record.contest.id) || (one.isOfAll && record.ballots !== undefined) ? [key] : [],
    )
    return keys.length === 0 ? [] : [{ ...one, name: all[0]?.record.unit.name ?? one.unit, keys }]
  })
}

function others(units: readonly WithKeys[]): string {
  const more = units.length - 1
  return `${units[0]?.name}${more === 0 ? '' : ` and ${count(more)} other ${more === 1 ? 'unit' : 'units'}`}`
}

const doubtAbout = (group: string, one: WithKeys, units: readonly WithKeys[]): Doubt => ({
  code,
  group,
  scope: { units: units.map(({ unit }) => unit) },
  keys: one.keys,
  reason: reasonOf(one),
  places: [one.first, one.again],
})

function reasonOf({ name, rows, first, again }: WithKeys): string {
  const stand = rows === 1 ? 'a row stands' : `${count(rows)} rows stand`
  const also = rows === 1 ? '' : 'the first '
  return `${name}: ${stand} twice in the file, word for word, and would be counted twice: ${also}at ${placeIn(first)}, and again at ${placeIn(again)}`
}

/** Of `origin#L12` what is behind the origin. */
const placeIn = (place: string): string => place.slice(place.lastIndexOf('#') + 1)
