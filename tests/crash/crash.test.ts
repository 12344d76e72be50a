import { describe, expect, test } from 'vitest'
import { scenarios } from './scenarios.ts'
import { type Fault, faults, sweep } from './sweep.ts'

describe('whatever fails, at whatever boundary: nothing lost, nothing doubled, nothing out of order', () => {
  for (const scenario of scenarios) {
    test.each(Object.keys(faults) as readonly Fault[])(`${scenario.name}: %s`, async (fault) => {
      const { schedules, failures } = await sweep({ faults: [fault], scenarios: [scenario] })
      expect(failures).toEqual([])
      expect(schedules).toBeGreaterThan(30)
    })
  }
})
