import { expect, test } from 'vitest'
import { countiesPlan, countyFile, startNight } from './fan-out.ts'

const each = (url: string): string => `
    requests:
      counties:
        url: "${url}/{county}"
        for_each: { name: county, list: [elm, oak, fir] }
`
const plan = (url: string, more = '') => countiesPlan(each(url), more, '$payload.item')
const files = () => ({ elm: countyFile('x', 10), oak: countyFile('x', 20), fir: countyFile('x', 30) })

test('the file of one county under the address of another holds both, and nothing else', async () => {
  await using night = await startNight({ ...files(), oak: countyFile('x', 10) })
  const outcome = await night.poll(plan(night.server.url))
  expect(outcome).toMatchObject({
    kind: 'published',
    changes: 1,
    holds: [
      {
        code: 'CHECK_SAME_ITEMS',
        group: 'counties/elm',
        results: 2,
        reason: 'counties/elm, counties/oak are the same, byte by byte, with 27 votes',
      },
    ],
  })
  night.files['oak'] = countyFile('x', 20)
  expect(await night.poll(plan(night.server.url))).toMatchObject({ kind: 'published', changes: 2, holds: [] })
})

test('what stood before is not lost to it', async () => {
  await using night = await startNight(files())
  expect(await night.poll(plan(night.server.url))).toMatchObject({ changes: 3, holds: [] })
  night.files['oak'] = countyFile('x', 10)
  const [hold] = held(await night.poll(plan(night.server.url)))
  // Elm's own file did not change: it stands.
  expect(hold).toMatchObject({ code: 'CHECK_SAME_ITEMS', results: 1 })
})

test('few votes say nothing, and what may be the same is declared', async () => {
  await using night = await startNight({ ...files(), elm: countyFile('x', 0), oak: countyFile('x', 0) })
  expect(await night.poll(plan(night.server.url))).toMatchObject({ changes: 3, holds: [] })
  night.files['elm'] = countyFile('x', 30)
  const declared = plan(
    night.server.url,
    'checks: [ { same_items: { may_be: true } }, { same_block: { from_votes: 1000 } } ]',
  )
  expect(await night.poll(declared)).toMatchObject({ kind: 'published', changes: 1, holds: [] })
})

const held = (outcome: object): readonly object[] =>
  'holds' in outcome ? (outcome.holds as readonly object[]) : []
