import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type FeedsFolder, feedsFolder } from '../cli/feeds-folder.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { madeUpFeed } from './plan/made-up.ts'
import { planOf } from './plans.ts'
import { missing, named } from './platform.ts'

/** Those of a folder instead of a deployment that was made up. */
const compiledFrom = ({ environment }: FeedsFolder) => ({
  ...environment,
  CANVASS_DEPLOYMENT: '',
  CANVASS_ENV_FILE: '/dev/null',
})

describe.skipIf(missing)(named('a deployment is refused'), () => {
  test('where a feed fails its cases, in the words of the feed', async () => {
    const feeds = feedsFolder()
    onTestFinished(() => feeds[Symbol.dispose]())
    feeds.edit(
      'feed.yaml',
      'file: { path: live.csv }',
      'http: { url: "https://results.example.gov/live.csv" }',
    )
    feeds.edit('cases.yaml', 'rows: 6', 'rows: 7')
    const folder = temporaryFolder('stacks')
    const { errors, resources } = await planOf(folder, { stage: 'dev', environment: compiledFrom(feeds) })
    expect(errors).toHaveLength(1)
    expect(errors[0]).toMatch(/^Nothing is deployed, since the feeds can not be:\n\n/)
    expect(errors[0]).toMatch(/cases\.yaml:\d+:\d+ DEPLOY_CASE_DIFFERS .*rows read: expected 7, got 6/)
    expect(resources.filter(({ custom }) => custom)).toEqual([])
    expect(existsSync(join(folder, 'deployment/deployment.json'))).toBe(false)
  })

  test('where a poll may take longer than its function', async () => {
    const long = madeUpFeed('us-xx-long', { size: 'large', timeLimitSeconds: 900 })
    const { errors } = await planOf(temporaryFolder('stacks'), { stage: 'dev', feeds: [long] })
    expect(errors).toEqual([
      'a poll of us-xx-long may take 900 s, and the function that polls large feeds is ended after 900 s',
    ])
  })
})
