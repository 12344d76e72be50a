import { describe, expect, test } from 'vitest'
import { mutants } from './mutants.ts'
import { scenarios } from './scenarios.ts'
import { scenariosOfPeople } from './scenarios-of-people.ts'
import { sweep } from './sweep.ts'

/** For who reads the output: which law each broken rule breaks. */
const say = (line: string): boolean => process.stdout.write(`${line}\n`)
const all = [...scenarios, ...scenariosOfPeople]

describe('the test of the tests: a rule that is broken is seen to be', () => {
  test.each(Object.entries(mutants))('%s', async (name, { faults, scenario, ...one }) => {
    const played = all.filter(({ name: of }) => of.includes(scenario))
    expect(played).toHaveLength(1)
    const { failures } = await sweep({
      faults,
      scenarios: played,
      stopAt: 1,
      variant: { mutant: () => one.make() },
    })
    const [caught] = failures
    say(`${name}: ${caught?.fault} ${caught?.boundary}: ${caught?.broken[0]}`)
    expect(caught?.broken.length).toBeGreaterThan(0)
  })

  test('a member that forgets what was withdrawn', async () => {
    const played = all.filter((one) => one.name.includes('A W A W'))
    const { failures } = await sweep({
      faults: ['overtaken on a detour'],
      scenarios: played,
      stopAt: 1,
      variant: { tombstones: false },
    })
    say(`no tombstone: ${failures[0]?.broken[0]}`)
    expect(failures.flatMap(({ broken }) => broken).join()).toContain('members hold')
  })
})
