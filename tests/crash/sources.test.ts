import { describe, expect, test } from 'vitest'
import { scenarios } from './scenarios.ts'
import { faultsFor, sweep } from './sweep.ts'

describe('whatever fails, at whatever boundary: nothing lost, nothing doubled, nothing out of order', () => {
  for (const scenario of scenarios) {
    test.each(faultsFor(scenario))(`${scenario.name}: %s`, async (fault) => {
      const { schedules, failures } = await sweep({ faults: [fault], scenarios: [scenario] })
      expect(failures).toEqual([])
      expect(schedules).toBeGreaterThan(20)
    })
  }
})
