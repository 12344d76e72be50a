import { Type } from 'typebox'
import { component } from '../component.ts'
import type { Check } from './check.ts'
import { compared } from './compared.ts'
import { count, doubtAbout, sumOf } from './figures.ts'

const options = Type.Object({}, { additionalProperties: false })

/** Figures that all become zero: a reset page, a file of the next election, a feed behind maintenance. */
export const zeroOut = component({
  type: 'zero_out',
  summary: 'Holds a result whose votes were there and are all zero now.',
  options,
  create: (): Check => ({
    *examine(examined) {
      for (const { result, stood, isZero } of compared(examined).changed) {
        if (!isZero) continue
        const was = sumOf(stood.votes)
        if (was > 0) {
          yield doubtAbout(result, 'CHECK_ZERO_OUT', `${count(was)} votes stood, and all are zero now`)
        }
      }
    },
  }),
})
