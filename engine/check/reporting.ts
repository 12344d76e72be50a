import { Type } from 'typebox'
import { component } from '../component.ts'
import type { Result } from '../model/result.ts'
import type { Check } from './check.ts'
import { doubtsInEach } from './doubts-in-each.ts'
import { count } from './figures.ts'

const options = Type.Object({}, { additionalProperties: false })

/** More units reporting than there are: two columns exchanged, or counted twice. */
export const reporting = component({
  type: 'reporting',
  summary: 'Holds a result with more units reporting than there are units.',
  options,
  create: (): Check => doubtsInEach('CHECK_REPORTING', () => said, { ofNames: true }),
})

function said({ record }: Result): string | undefined {
  const { unitsReporting = 0, unitsTotal } = record.reporting ?? {}
  if (unitsTotal === undefined || unitsReporting <= unitsTotal) return undefined
  return `${count(unitsReporting)} units reporting of ${count(unitsTotal)}`
}
