import { expect, test } from 'vitest'
import { figureOf, night, spec } from '../helpers/night.ts'

const paused = { 'us-xx-county': spec('us-xx-county', 'paused') }
const words = [['setup'], ['results'], ['why', figureOf('Oak')]]

test.each(words)('where a feed is live, feed %s says to poll it', async (...typed) => {
  const { stdout, stderr } = await night().feed(typed)
  expect(stdout + stderr).toContain(' Poll the feeds once: feed run --once\n')
  expect(stdout + stderr).not.toContain('live')
})

test.each(words)('where none is, feed %s says that first', async (...typed) => {
  const one = night({ feeds: paused })
  const { stdout, stderr } = await one.feed(typed)
  expect(stdout + stderr).toContain(
    ` No feed below ${one.folder}/feeds is live. Set status: live in the feed.yaml of one. Poll the feeds once: feed run --once\n`,
  )
})

const broken = (name: string): string => spec(name).replace('schedule:', 'shedule:')

test.each(words)('where all have problems, feed %s points to those, whatever they say', async (...typed) => {
  const feeds = { 'us-xx-county': broken('us-xx-county'), 'us-xx-other': broken('us-xx-other') }
  const one = night({ feeds })
  const { stdout, stderr } = await one.feed(typed)
  expect(stdout + stderr).toContain(
    ` All 2 feeds below ${one.folder}/feeds have problems. Feeds with problems are not polled: feed validate\n`,
  )
  expect(stdout + stderr).not.toContain('live')
  expect((await one.feed(['validate'])).exit).toBe(1)
})

test.each(words)('and so where the others are not live, feed %s', async (...typed) => {
  const one = night({ feeds: { ...paused, 'us-xx-other': broken('us-xx-other') } })
  const { stdout, stderr } = await one.feed(typed)
  expect(stdout + stderr).toContain(
    ` 1 of the 2 feeds below ${one.folder}/feeds have problems, and none of the others is live. Feeds with`,
  )
})

test.each(words)('and where there is no feed at all, feed %s says where one belongs', async (...typed) => {
  const one = night({ feeds: {} })
  const { stdout, stderr } = await one.feed(typed)
  expect(stdout + stderr).toContain(` There are no feeds below ${one.folder}/feeds. docs/spec.md says how`)
  expect(stdout + stderr).not.toContain('feed run')
})
