import { Type } from 'typebox'
import { component } from '../component.ts'
import type { Check } from './check.ts'
import { count, countOfRows, doubtAboutAll } from './figures.ts'
import { ShareText, share, TimesText, times } from './limit.ts'

const options = Type.Object(
  {
    at_least: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 20_000_000,
        description: 'Fewer rows than this hold the capture.',
      }),
    ),
    fall_at_most: Type.Optional(ShareText),
    rise_at_most: Type.Optional(TimesText),
    may_be_empty: Type.Optional(
      Type.Boolean({ description: 'A capture without a row is fine, as long as nothing stands yet.' }),
    ),
  },
  { additionalProperties: false },
)

/**
 * A file that shrank, holds nothing, or grew out of all proportion: a truncated download, a changed layout, an empty
 * export, the file of another election or a list of another kind.
 */
export const rows = component({
  type: 'rows',
  summary:
    'Holds a capture without rows, with too few, with clearly fewer than the last good one (default 5 %), or with many times as many (default 50 times).',
  options,
  create: ({
    at_least = 1,
    fall_at_most = '5 %',
    rise_at_most = '50 times',
    may_be_empty = false,
  }): Check => ({
    *examine({ facts, factsBefore, before, failed }) {
      if (facts.rows === 0 && may_be_empty && before.size === 0) return
      if (facts.rows < at_least) {
        const wanted =
          at_least === 1 ? 'a capture needs at least one' : `at least ${count(at_least)} are expected`
        yield doubtAboutAll('CHECK_ROWS_FEW', `${countOfRows(facts.rows)}, ${wanted}`)
      }
      const was = factsBefore?.rows ?? 0
      // That an item is missing is told of the item; what others no longer say is told of each result.
      const isWhole = failed.every(({ kept }) => kept.length > 0)
      if (isWhole && was - facts.rows > was * share(fall_at_most)) {
        yield doubtAboutAll(
          'CHECK_ROWS_FELL',
          `${countOfRows(facts.rows)} after ${count(was)}; the limit is ${fall_at_most}`,
        )
      }
      if (was > 0 && facts.rows > was * times(rise_at_most)) {
        yield doubtAboutAll(
          'CHECK_ROWS_ROSE',
          `${countOfRows(facts.rows)} after ${count(was)}; the limit is ${rise_at_most} as many`,
        )
      }
    },
  }),
})
