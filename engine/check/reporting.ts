import { Type } from 'typebox'
import { component } from '../component.ts'
import type { Check } from './check.ts'
import { count, doubtAbout } from './figures.ts'

const options = Type.Object({}, { additionalProperties: false })

/** More units reporting than there are: two columns exchanged, or counted twice. */
export const reporting = component({
  type: 'reporting',
  summary: 'Holds a result with more units reporting than there are units.',
  options,
  create: (): Check => ({
    *examine({ now }) {
      for (const result of now.values()) {
        const { unitsReporting = 0, unitsTotal } = result.record.reporting ?? {}
        if (unitsTotal !== undefined && unitsReporting > unitsTotal) {
          const said = `${count(unitsReporting)} units reporting of ${count(unitsTotal)}`
          yield doubtAbout(result, 'CHECK_REPORTING', said)
        }
      }
    },
  }),
})
