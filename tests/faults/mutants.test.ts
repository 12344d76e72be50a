import { describe, expect, test } from 'vitest'
import { playEmbedded } from './embedded-stage.ts'
import { makeStory } from './make-story.ts'
import { mutants } from './mutants.ts'
import { brokeOff } from './play-story.ts'

/** A story that could not be played says nothing about the rule. */
const isMissed = ([first]: readonly string[]): boolean => first !== undefined && !first.startsWith(brokeOff)

/** So many nights of each theme may pass before a broken rule is missed. */
const patience = 60

describe('the test of the report: a rule that is broken makes it fail', () => {
  test.each(Object.entries(mutants))('%s', async (name, { themes, make }) => {
    let caught: string | undefined
    for (let seed = 1; seed <= patience && caught === undefined; seed++) {
      for (const theme of themes) {
        const { broken } = await playEmbedded(makeStory(seed, theme), make())
        if (isMissed(broken)) caught ??= `${theme}, seed ${seed}: ${broken[0]}`
      }
    }
    process.stdout.write(`${name}: ${caught}\n`)
    expect(caught).toBeDefined()
  })
})
