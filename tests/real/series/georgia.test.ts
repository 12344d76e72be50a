import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { resultKey } from '../../../engine/model/ids.ts'
import { describeReal, realFile } from '../real-files.ts'
import { georgia } from './georgia.ts'
import { testPage } from './test-page.ts'
import { testStory } from './test-story.ts'

describeReal('Georgia 2021, the runoffs through the whole pipeline', () => {
  const story = georgia()
  testPage(story, testStory(story))

  test('and that is what was counted of it without the engine', () => {
    const text = readFileSync(realFile('series-ga-runoff-2021-clarity', 'expected.json'), 'utf8')
    const { last } = JSON.parse(text) as { readonly last: Readonly<Record<string, number>> }
    const of = (contest: string) =>
      Object.values(story.current.get(resultKey(contest, 'ocd-division/country:us/state:ga'))?.votes ?? {})
    const [perdue, loeffler, commission] = ['10000', '10100', '28400'].map((contest) => [
      last[`${contest}/0`],
      last[`${contest}/1`],
    ])
    expect(of('ga/us-senate-perdue')).toEqual(perdue)
    expect(of('ga/us-senate-loeffler-special')).toEqual(loeffler)
    expect(of('ga/public-service-commission-district-4')).toEqual(commission)
  })
})
