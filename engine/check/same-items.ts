import { Type } from 'typebox'
import { component } from '../component.ts'
import type { Result } from '../model/result.ts'
import type { AlikeItem, Check, Doubt } from './check.ts'
import { count, placesOf, sumOf, votesOf } from './figures.ts'

const options = Type.Object(
  {
    from_votes: Type.Optional(
      Type.Integer({ minimum: 1, description: 'Smaller files are equal by chance. Default: 20 votes.' }),
    ),
    may_be: Type.Optional(
      Type.Boolean({ description: 'Items of this source may honestly be the same. Default: false.' }),
    ),
  },
  { additionalProperties: false },
)

/** Files without figures, before the first votes are counted, are the same everywhere. */
export const sameItems = component({
  type: 'same_items',
  summary:
    'Holds what two items of a request bring whose bytes are the same: the file of one unit under the address of another.',
  options,
  create: ({ from_votes = 20, may_be = false }): Check => ({
    *examine({ now, alike = [] }) {
      if (may_be || alike.length === 0) return
      for (const items of alike) {
        const brought = [...now.values()].filter(({ locators }) =>
          locators.some(({ origin }) => items.some((item) => isFrom(origin, item))),
        )
        const most = Math.max(
          0,
          ...items.map((item) =>
            votesIn(brought.filter(({ locators }) => locators.some(({ origin }) => isFrom(origin, item)))),
          ),
        )
        if (most >= from_votes) yield doubtAbout(items, brought, most)
      }
    },
  }),
})

const isFrom = (origin: string, item: AlikeItem): boolean =>
  origin === item.origin || origin.startsWith(`${item.origin}!`)

const votesIn = (results: readonly Result[]): number =>
  results.reduce((sum, one) => sum + sumOf(votesOf(one)), 0)

function doubtAbout(items: readonly AlikeItem[], brought: readonly Result[], votes: number): Doubt {
  const names = items.slice(0, 3).map(({ name }) => name)
  const further = items.length > names.length ? ` and ${count(items.length - names.length)} more` : ''
  return {
    code: 'CHECK_SAME_ITEMS',
    group: names[0] ?? '*',
    scope: {},
    keys: brought.map(({ key }) => key),
    reason: `${names.join(', ')}${further} are the same, byte by byte, with ${count(votes)} votes`,
    places: placesOf(brought),
  }
}
