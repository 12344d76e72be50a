import { describe, expect, test } from 'vitest'
import { healthOf } from '../../engine/entry/health.ts'
import { readChangeset } from '../../engine/poll/changeset.ts'
import type { PollOutcome } from '../../engine/poll/ports.ts'
import { countiesPlan, countyFile, startNight } from './fan-out.ts'

type Night = Awaited<ReturnType<typeof startNight>>
const each = (url: string, more = '') => `
    requests:
      counties:
        url: "${url}/{county}"
        for_each: { name: county, list: [elm, oak, fir, ash], may_fail: 50% }
${more}`
const four = () => ({
  elm: countyFile('elm', 10),
  oak: countyFile('oak', 20),
  fir: countyFile('fir', 30),
  ash: countyFile('ash', 40),
})
const inShort = (outcome: PollOutcome) => ({
  kind: outcome.kind,
  ...(outcome.kind === 'published' && { changes: outcome.changes }),
  ...('holds' in outcome && {
    holds: outcome.holds.map(({ code, group, results }) => `${code} ${group} ${results}`),
  }),
  ...(outcome.kind === 'failed' && { code: outcome.error.code }),
})
/** The newest changeset, in words. */
async function changed({ homes }: Night, feed: Parameters<Night['homes']['archive']['revisions']>[0]) {
  const { signal } = new AbortController()
  for await (const { changeset } of homes.archive.revisions(feed, signal)) {
    const { changes } = await readChangeset(homes.archive, changeset, signal)
    return changes.map(({ kind, key }) => `${kind} ${key.slice(key.lastIndexOf(':') + 1)}`)
  }
  return []
}

describe('an item that fails in a poll', () => {
  test('leaves its last good figures, marked; the others go on; nothing is withdrawn', async () => {
    await using night = await startNight(four())
    const plan = countiesPlan(each(night.server.url))
    expect(inShort(await night.poll(plan))).toEqual({ kind: 'published', changes: 4, holds: [] })

    delete night.files['elm']
    night.files['oak'] = countyFile('oak', 25)
    const second = await night.poll(plan)
    expect(inShort(second)).toEqual({
      kind: 'published',
      changes: 1,
      holds: ['CHECK_ITEM_FAILED counties/elm 1'],
    })
    expect(await changed(night, plan.feed)).toEqual(['revised oak'])
    expect(second.kind === 'published' && second.holds[0]?.reason).toContain(
      'counties/elm: its result is of an earlier poll (SOURCE_STATUS:',
    )
    expect(night.told).toContainEqual(
      expect.objectContaining({ event: 'payload.failed', request: 'counties/elm', kept: true }),
    )

    expect(inShort(await night.poll(plan))).toEqual({ kind: 'unchanged' })

    night.files['elm'] = countyFile('elm', 11)
    expect(inShort(await night.poll(plan))).toEqual({ kind: 'published', changes: 1, holds: [] })
    expect(await changed(night, plan.feed)).toEqual(['revised elm'])
  })

  test('in the first poll is missing, and comes when it comes', async () => {
    const { elm, ...three } = four()
    await using night = await startNight(three)
    const plan = countiesPlan(each(night.server.url))
    expect(inShort(await night.poll(plan))).toEqual({ kind: 'published', changes: 3, holds: [] })
    expect(night.told).toContainEqual(
      expect.objectContaining({ event: 'payload.failed', request: 'counties/elm', kept: false }),
    )
    const { signal } = new AbortController()
    const head = await night.homes.state.peek(plan.feed, signal)
    expect(healthOf(plan, head, night.homes.clock.now()).reasons).toEqual([
      expect.stringMatching(/^counties\/elm could not be had: SOURCE_STATUS /),
    ])
    night.files['elm'] = elm
    expect(inShort(await night.poll(plan))).toEqual({ kind: 'published', changes: 1, holds: [] })
  })

  test('after a new plan leaves what the old one brought', async () => {
    await using night = await startNight(four())
    await night.poll(countiesPlan(each(night.server.url)))
    delete night.files['elm']
    const other = countiesPlan(each(night.server.url), 'limits: { rows: 500 }')
    expect(inShort(await night.poll(other))).toEqual({
      kind: 'judged',
      holds: ['CHECK_ITEM_FAILED counties/elm 1'],
    })
  })

  test('that can not be read is held, and the others go on', async () => {
    await using night = await startNight(four())
    const plan = countiesPlan(each(night.server.url))
    await night.poll(plan)
    night.files['elm'] = '<!doctype html><html><body>Down for maintenance</body></html>'
    night.files['oak'] = countyFile('oak', 25)
    const second = await night.poll(plan)
    expect(inShort(second)).toMatchObject({ kind: 'published', changes: 1 })
    expect('holds' in second && second.holds.map(({ code }) => code)).toEqual([
      'CHECK_ITEM_FAILED',
      'CHECK_GONE',
    ])
    expect(await changed(night, plan.feed)).toEqual(['revised oak'])
    night.files['elm'] = countyFile('elm', 12)
    expect(inShort(await night.poll(plan))).toEqual({ kind: 'published', changes: 1, holds: [] })
  })

  test('where figures of all items make one result keeps that result', async () => {
    await using night = await startNight({
      elm: countyFile('all', 1),
      oak: countyFile('all', 2),
      fir: countyFile('all', 3),
      ash: countyFile('all', 4),
    })
    const plan = countiesPlan(each(night.server.url), 'assemble: { repeated: add }')
    await night.poll(plan)
    night.files['elm'] = '<!doctype html><html><body>Down for maintenance</body></html>'
    expect(inShort(await night.poll(plan))).toEqual({
      kind: 'judged',
      holds: ['CHECK_ITEM_FAILED counties/elm 1'],
    })
  })

  test('with more than may fail leaves everything as it is', async () => {
    await using night = await startNight(four())
    const plan = countiesPlan(each(night.server.url))
    await night.poll(plan)
    for (const name of ['elm', 'oak', 'fir']) delete night.files[name]
    night.files['ash'] = countyFile('ash', 99)
    expect(inShort(await night.poll(plan))).toEqual({ kind: 'failed', code: 'SOURCE_ITEMS_FAILED' })
  })
})

describe('a version that is probed', () => {
  const probing = (url: string) => `
    requests:
      version: { url: "${url}/version", probe: true, carry: { version: { text: "^[0-9]+$" } } }
      results: { url: "${url}/{version}.csv", when_changed: [version] }
`
  test('does not spare a file again that could not be read', async () => {
    await using night = await startNight({ version: '7\n', '7.csv': countyFile('elm', 1), '8.csv': '' })
    const plan = countiesPlan(probing(night.server.url))
    await night.poll(plan)
    night.files['version'] = '8\n'
    night.files['8.csv'] = '<!doctype html><html><body>Not there yet</body></html>'
    expect(inShort(await night.poll(plan))).toMatchObject({ kind: 'judged' })
    expect(inShort(await night.poll(plan))).toEqual({ kind: 'unchanged' })
    night.files['8.csv'] = countyFile('elm', 2)
    expect(inShort(await night.poll(plan))).toMatchObject({ kind: 'published', changes: 1 })
    const asked = night.server.requests.length
    expect(inShort(await night.poll(plan))).toEqual({ kind: 'unchanged' })
    expect(night.server.requests.slice(asked).map(({ path }) => path)).toEqual(['/version'])
  })

  test('costs one request while it is the same, and two once it is another', async () => {
    await using night = await startNight({
      version: '7\n',
      '7.csv': countyFile('elm', 1),
      '8.csv': countyFile('elm', 2),
    })
    const plan = countiesPlan(probing(night.server.url))
    expect(inShort(await night.poll(plan))).toMatchObject({ kind: 'published', changes: 1 })
    expect(inShort(await night.poll(plan))).toEqual({ kind: 'unchanged' })
    await night.restart()
    expect(inShort(await night.poll(plan))).toEqual({ kind: 'unchanged' })
    night.files['version'] = '8\n'
    expect(inShort(await night.poll(plan))).toMatchObject({ kind: 'published', changes: 1 })
    expect(night.server.requests.map(({ path }) => path)).toEqual([
      '/version',
      '/7.csv',
      '/version',
      '/version',
      '/version',
      '/8.csv',
    ])
    expect(night.server.requests.map(({ headers }) => headers['if-none-match'] !== undefined)).toEqual([
      false,
      false,
      true,
      true,
      true,
      false,
    ])
  })

  test('whose results fail is asked for them again', async () => {
    await using night = await startNight({ version: '7\n' })
    const plan = countiesPlan(probing(night.server.url))
    expect(inShort(await night.poll(plan))).toEqual({ kind: 'failed', code: 'SOURCE_STATUS' })
    night.files['7.csv'] = countyFile('elm', 1)
    expect(inShort(await night.poll(plan))).toMatchObject({ kind: 'published', changes: 1 })
  })
})
