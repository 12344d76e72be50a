import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { resultKey } from '../../../engine/model/ids.ts'
import { describeReal, realFile } from '../real-files.ts'
import { california, californiaState } from './california.ts'
import { testPage } from './test-page.ts'
import { testStory } from './test-story.ts'

interface Facts {
  readonly last: Readonly<Record<string, number>>
}

describeReal('California 2024, the primary through the whole pipeline', () => {
  describe('with its counties', () => {
    const story = california()
    testPage(story, testStory(story))
  })

  describe('the totals of the state', () => {
    const story = californiaState()
    testPage(story, testStory(story))

    test('and these are what was counted of them without the engine', () => {
      const text = readFileSync(realFile('series-ca-sos-2024-primary', 'expected.json'), 'utf8')
      const facts = JSON.parse(text) as Readonly<Record<string, Facts>>
      const of = (contest: string) =>
        story.current.get(resultKey(contest, 'ocd-division/country:us/state:ca'))?.votes
      expect(of('ca/president-democratic')).toEqual(facts['president-democrat']?.last)
      expect(of('ca/president-republican')).toEqual(facts['president-republican']?.last)
      const { '01yesVotes': yes, '01noVotes': no } = facts['ballot-measures']?.last ?? {}
      expect(of('ca/proposition-1')).toEqual({ Yes: yes, No: no })
    })
  })
})
