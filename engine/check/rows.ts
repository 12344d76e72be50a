import { Type } from 'typebox'
import { component } from '../component.ts'
import type { Check } from './check.ts'
import { count, doubtAboutAll } from './figures.ts'
import { ShareText, share } from './limit.ts'

const options = Type.Object(
  {
    at_least: Type.Optional(
      Type.Integer({ minimum: 1, description: 'Fewer rows than this hold the capture.' }),
    ),
    fall_at_most: Type.Optional(ShareText),
    may_be_empty: Type.Optional(
      Type.Boolean({ description: 'A capture without a row is fine, as long as nothing stands yet.' }),
    ),
  },
  { additionalProperties: false },
)

/** A file that shrank, or holds nothing: a truncated download, a changed layout, an empty export. */
export const rows = component({
  type: 'rows',
  summary:
    'Holds a capture without rows, with too few, or with clearly fewer than the last one (default 5 %).',
  options,
  create: ({ at_least = 1, fall_at_most = '5 %', may_be_empty = false }): Check => ({
    *examine({ facts, factsBefore, before }) {
      if (facts.rows === 0 && may_be_empty && before.size === 0) return
      if (facts.rows < at_least) {
        const wanted =
          at_least === 1 ? 'a capture needs at least one' : `at least ${count(at_least)} are expected`
        yield doubtAboutAll('CHECK_ROWS_FEW', `${count(facts.rows)} rows, ${wanted}`)
      }
      const was = factsBefore?.rows ?? 0
      if (was - facts.rows > was * share(fall_at_most)) {
        yield doubtAboutAll(
          'CHECK_ROWS_FELL',
          `${count(facts.rows)} rows after ${count(was)}; the limit is ${fall_at_most}`,
        )
      }
    },
  }),
})
