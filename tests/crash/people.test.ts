import { describe, expect, test } from 'vitest'
import { scenariosOfPeople } from './scenarios-of-people.ts'
import { faultsFor, sweep } from './sweep.ts'

describe('whatever fails while people hold and release: their word counts, and counts once', () => {
  for (const scenario of scenariosOfPeople) {
    test.each(faultsFor(scenario))(`${scenario.name}: %s`, async (fault) => {
      const { schedules, failures } = await sweep({ faults: [fault], scenarios: [scenario] })
      expect(failures).toEqual([])
      expect(schedules).toBeGreaterThan(20)
    })
  }
})
