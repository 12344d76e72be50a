import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { firstCounts, type Night, night } from '../helpers/night.ts'
import { toldNight } from './told-night.ts'

const golden = readFileSync(join(import.meta.dirname, 'golden/trace.txt'), 'utf8')
const traceFile = (one: Night): string => join(one.folder, 'data/trace.ndjson')

async function polledOnce(): Promise<Night> {
  const one = night()
  one.publish(firstCounts)
  await one.feed(['run', '--once'])
  return one
}
/** A feed that was polled, and what a whole night said of it. */
async function told(): Promise<Night> {
  const one = await polledOnce()
  mkdirSync(join(one.folder, 'data'), { recursive: true })
  writeFileSync(traceFile(one), toldNight.map((event) => `${JSON.stringify(event)}\n`).join(''))
  return one
}
const outcomes = (stdout: string): readonly string[] =>
  stdout.split('\n').flatMap((line) => /^2024\S+ {2}(\w+) /.exec(line)?.[1] ?? [])

describe('feed trace', () => {
  test('shows the last polls as waterfalls, with what went wrong and what happened between them', async () => {
    const { stdout, exit } = await (await told()).feed(['trace', 'us-xx-county'])
    expect(stdout).toBe(golden)
    expect(exit).toBe(0)
  })

  test('shows as many polls as are asked for, the newest last', async () => {
    const one = await told()
    const { stdout } = await one.feed(['trace', 'us-xx-county', '--polls', '2'])
    expect(outcomes(stdout)).toEqual(['failed', 'began'])
    expect((await one.feed(['trace', 'us-xx-county', '--polls', '99'])).stdout).toBe(golden)
  })

  test('leaves out polls without news, and reads on to those that have some', async () => {
    const { stdout } = await (await told()).feed(['trace', 'us-xx-county', '--news', '--polls', '3'])
    expect(outcomes(stdout)).toEqual(['published', 'Kim', 'a', 'failed', 'began'])
  })

  test('says for machines when each step began, and everything that was told', async () => {
    const { lines } = await (await told()).json(['trace', 'us-xx-county', '--polls', '4'])
    const [said] = lines
    expect(said).toMatchObject({ feed: 'us-xx-county', damaged: 0 })
    expect(said.trace.map(({ poll }: { poll: string }) => poll)).toEqual([
      'two',
      'three',
      'tally',
      'four',
      'five',
    ])
    expect(said.trace[1]).toMatchObject({
      at: '2024-11-06T02:00:30.000Z',
      ms: 90,
      steps: [
        { step: 'acquire', from: 0, ms: 3, about: '' },
        { step: 'fetch', from: 5, ms: 80, about: 'nothing new, 88 requests' },
      ],
    })
    expect(said.trace[3].events).toHaveLength(91)
    expect(said.trace[4]).toMatchObject({ ms: null })
  })

  test('tells of a real poll, and ends as the feed is: 3 while something is held', async () => {
    const one = await polledOnce()
    one.publish({ ...firstCounts, Elm: [1_100, 2_900] })
    await one.clock.advance(30_000)
    await one.feed(['run', '--once'])
    const { stdout, exit } = await one.feed(['trace', 'us-xx-county'])
    expect(outcomes(stdout)).toEqual(['published', 'held'])
    for (const step of ['acquire', 'fetch', 'archive', 'load', 'judge', 'commit', 'publish'])
      expect(stdout).toContain(`\n  ${step} `)
    expect(stdout).toMatch(/held h-\w+ CHECK_FALL Elm, US Senator: votes fell: Ada 3,100 → 1,100/)
    expect(stdout).toContain('→ What is held, and why: feed holds us-xx-county')
    expect(exit).toBe(3)
  })

  test('tells why the last poll failed, and ends with 1', async () => {
    const one = night()
    await one.feed(['run', '--once'])
    const { stdout, exit } = await one.feed(['trace', 'us-xx-county'])
    expect(stdout).toMatch(/ {2}failed {2}0 ms {2}SOURCE_MISSING There is no counts.csv/)
    expect(stdout).toContain('→ Try it, and see what the source says: feed dry-run us-xx-county')
    expect(exit).toBe(1)
  })

  test('tells of a replay', async () => {
    const one = await polledOnce()
    await one.feed(['replay', 'us-xx-county'])
    expect((await one.feed(['trace', 'us-xx-county'])).stdout).toContain(
      '2024-11-06T02:00:00.000Z  replayed revisions 1 to 1, 3 messages, 0 ms',
    )
  })

  test('says that a feed was never polled, and what to do', async () => {
    const { stdout, exit } = await night().feed(['trace', 'us-xx-county'])
    expect(stdout).toBe('→ us-xx-county was never polled. Poll it now: feed run us-xx-county --once\n')
    expect(exit).toBe(1)
  })

  test('says where it looked when the trace of a feed that was polled is gone', async () => {
    const one = await polledOnce()
    rmSync(traceFile(one))
    const { stdout, exit } = await one.feed(['trace', 'us-xx-county'])
    expect(stdout).toContain(
      `the file ${traceFile(one)}, has no poll of us-xx-county; it was last checked at`,
    )
    expect(exit).toBe(0)
  })

  test('counts what it can not read, and shows the rest', async () => {
    const one = await told()
    writeFileSync(traceFile(one), `${readFileSync(traceFile(one), 'utf8')}{"event":"poll.st\n{"cut\n`)
    const { stdout } = await one.feed(['trace', 'us-xx-county'])
    expect(outcomes(stdout)).toEqual(outcomes(golden))
    expect(stdout).toContain(`2 lines of the file ${traceFile(one)} can not be read.`)
  })

  test.each([
    [['trace', 'us-xx-countx'], 'CLI_FEED_UNKNOWN'],
    [['trace', 'us-xx-county', '--polls', '0'], 'CLI_USAGE'],
    [['trace', 'us-xx-county', '--polls', 'all'], 'CLI_USAGE'],
    [['trace'], 'CLI_USAGE'],
  ])('refuses %j', async (words, code) => {
    const { exit, stderr } = await night().feed(words)
    expect(stderr).toContain(code)
    expect(exit).toBe(2)
  })
})
