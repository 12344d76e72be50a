import { Type } from 'typebox'
import { component } from '../component.ts'
import type { Check } from './check.ts'
import { countOfRows, doubtAboutAll } from './figures.ts'

const options = Type.Object(
  {
    at_most: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 100_000,
        description: 'So many rejected rows are let pass, on the record. Default 0.',
      }),
    ),
  },
  { additionalProperties: false },
)

/** A row that could not be used may be a selection that is missing: the capture waits, whatever else it says. */
export const rejected = component({
  type: 'rejected',
  summary: 'Holds a capture with more rejected rows than allowed (default: none).',
  options,
  create: ({ at_most = 0 }): Check => ({
    *examine({ facts }) {
      if (facts.rejected <= at_most) return
      const first = facts.rejections[0]
      const example =
        first === undefined
          ? ''
          : `, ${facts.rejected === 1 ? '' : 'the first '}at ${first.place}: ${first.code} ${first.message}`
      const what = `${countOfRows(facts.rejected)} ${facts.rejected === 1 ? 'was' : 'were'} rejected`
      const places = facts.rejections.slice(0, 5).map(({ place }) => place)
      yield doubtAboutAll('CHECK_REJECTED', `${what}${example}`, places)
    },
  }),
})
