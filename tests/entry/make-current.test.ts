import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { consumeTopics } from '../../engine/entry/consume.ts'
import { currentResults } from '../../engine/entry/current-results.ts'
import { embeddedHomes } from '../../engine/entry/embedded-homes.ts'
import type { Homes } from '../../engine/entry/homes.ts'
import { makeCurrent, makeCurrentUntil } from '../../engine/entry/make-current.ts'
import { feedError } from '../../engine/errors/feed-error.ts'
import type { FeedId } from '../../engine/model/ids.ts'
import { manualClock } from '../helpers/manual-clock.ts'
import { firstCounts, type Night, night } from '../helpers/night.ts'

const { signal } = new AbortController()
const feed = 'us-xx-county' as FeedId
let one: Night
let homes: Homes | undefined
beforeEach(async () => {
  one = night()
  one.publish(firstCounts)
  await one.feed(['run', '--once'])
})
afterEach(() => homes?.[Symbol.asyncDispose]())

const data = (): string => one.environment['CANVASS_HOME'] ?? ''
/** As an earlier version left it: a ledger that was kept, and nothing that stands. */
function forget(): void {
  for (const end of ['', '-wal', '-shm']) rmSync(join(data(), `register.sqlite${end}`), { force: true })
}
const open = (): Homes => {
  homes = embeddedHomes({ data: data(), environment: {} }, { clock: manualClock({ auto: true }) })
  return homes
}
const drain = (of: Homes): Promise<number> => consumeTopics(of, { drain: true, signal })
/** Votes of the first selection, by the end of the unit's id. */
async function standing({ register }: Homes): Promise<Readonly<Record<string, number>>> {
  const all = await Array.fromAsync(currentResults(register, {}, signal))
  return Object.fromEntries(
    all.map(({ key, record }) => [key.split(':').at(-1) ?? '', record?.selections[0]?.votes.total ?? -1]),
  )
}
const all = { oak: 1_200, elm: 3_100, fir: 450, xx: 4_750 }

test('a ledger of which nothing stands is published again, once, and all of it stands', async () => {
  forget()
  const of = open()
  expect(await makeCurrent(of, signal)).toEqual([feed])
  await drain(of)
  expect(await standing(of)).toEqual(all)
  expect(await makeCurrent(of, signal)).toEqual([])
})

test('what stands already is left alone', async () => {
  const of = open()
  expect(await makeCurrent(of, signal)).toEqual([])
  expect(await drain(of)).toBe(0)
})

test('what has ended on the way begins again, though something stands by now', async () => {
  forget()
  const of = open()
  const gone = feedError('LOG_FAILED', { topic: 'results.changes', why: 'the disk is full' })
  const log = {
    ...of.log,
    async publish(...given: Parameters<typeof of.log.publish>) {
      await of.log.publish(...given)
      throw gone
    },
  }
  await expect(makeCurrent({ ...of, log }, signal)).rejects.toBe(gone)
  await drain(of)
  expect(await makeCurrent(of, signal)).toEqual([feed])
})

test('a feed that can not be replayed is told once, and tried again until it can be', async () => {
  forget()
  const of = open()
  let tries = 0
  const revisions: Homes['archive']['revisions'] = (...given) => {
    tries += 1
    if (tries <= 2) throw feedError('ARCHIVE_FAILED', { directory: 'archive', why: 'it is away' })
    return of.archive.revisions(...given)
  }
  const told: string[] = []
  const archive = { ...of.archive, revisions }
  await makeCurrentUntil({ ...of, archive }, ({ code }) => void told.push(code), signal)
  expect(told).toEqual(['ARCHIVE_FAILED'])
  await drain(of)
  expect(await standing(of)).toEqual(all)
})

test('until then feed results shows what feeds say, and says so', async () => {
  forget()
  const { stdout } = await one.feed(['results'])
  expect(stdout).toContain('Nothing of this is current yet: it is what each feed says by itself.')
  expect((await one.feed(['results', '--feed', feed])).stdout).not.toContain('Nothing of this is current')
})

test('feed run does it first, so that one change after an upgrade is not taken for the whole state', async () => {
  forget()
  one.publish({ ...firstCounts, Oak: [1_300, 1_000] })
  await one.feed(['run', '--once'])
  const { lines } = await one.json(['results'])
  const of = open()
  expect(await standing(of)).toEqual({ ...all, oak: 1_300, xx: 4_850 })
  expect(lines[0].results).toHaveLength(4)
})
