import { describe, expect, test } from 'vitest'
import { mutantsOfTheLedger } from './mutants.ts'
import { mutantsOfCurrent } from './mutants-of-current.ts'
import { makeNight } from './night.ts'
import { brokeOff, playNight } from './play.ts'
import { embeddedWorld } from './world.ts'

/** So many nights of each theme may pass before a broken rule is missed. */
const patience = 40

describe('the test of the nights: a rule of consumers that is broken makes them fail', () => {
  test.each(Object.entries({ ...mutantsOfTheLedger, ...mutantsOfCurrent }))(
    '%s',
    async (name, { themes, mutate, first = 1 }) => {
      let caught: string | undefined
      for (const seed of new Set([first, ...Array.from({ length: patience }, (_, at) => at + 1)])) {
        for (const theme of themes) {
          if (caught !== undefined) break
          const night = makeNight(seed, theme)
          await using world = embeddedWorld(night)
          const { broken } = await playNight(night, world, (ports) => mutate(ports, world.directory))
          // A night that could not be played says nothing about the rule.
          const law = broken.find((one) => !one.startsWith(brokeOff))
          if (law !== undefined) caught ??= `${theme}, seed ${seed}: ${law}`
        }
      }
      process.stdout.write(`${name}: ${caught}\n`)
      expect(caught).toBeDefined()
    },
  )
})
