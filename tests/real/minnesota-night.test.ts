import { rmSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { embeddedHomes } from '../../engine/entry/embedded-homes.ts'
import type { Change, Changeset } from '../../engine/model/changeset.ts'
import { contestAndUnit, type ResultKey, resultKey } from '../../engine/model/ids.ts'
import type { ResultRecord } from '../../engine/model/result.ts'
import { planOf } from '../helpers/judged.ts'
import { manualClock } from '../helpers/manual-clock.ts'
import { madeFolder } from '../helpers/temporary-folder.ts'
import { minnesotaFeed, type Said, saidIn, state } from './minnesota-files.ts'
import { labelsOf } from './minnesota-labels.ts'
import { changesetsOf, type Moment, playNight } from './minnesota-night.ts'
import { isFigure, keptBackIn, table } from './minnesota-verdicts.ts'
import { describeReal } from './real-files.ts'
import { looksOf } from './series.ts'

describeReal('Minnesota, the night of 3 November 2020', () => {
  const plan = planOf(minnesotaFeed)
  const streams = { president: 'USPresCty', senate: 'ussenatecty', house: 'ushouse' }
  const looks = looksOf('series-mn-sos-2020-night', streams)
  const labels = labelsOf('series-mn-sos-2020-night')
  const moments: Moment[] = []
  let changesets: readonly Changeset[] = []

  let directory = ''
  beforeAll(async () => {
    directory = madeFolder('night')
    const clock = manualClock({ start: '2020-11-03T07:00:00Z' })
    const signal = AbortSignal.timeout(600_000)
    await using homes = embeddedHomes({ data: directory, environment: {} }, { clock })
    for await (const moment of playNight(plan, looks, labels, homes, clock, signal)) moments.push(moment)
    changesets = await changesetsOf(homes, plan.feed, signal)
  }, 600_000)
  afterAll(() => rmSync(directory, { recursive: true, force: true }))

  const at = (time: string, again = false): Moment => {
    const found = moments.find(({ look, again: second }) => look.at === time && second === again)
    if (found === undefined) throw new Error(`nothing was polled at ${time}`)
    return found
  }
  /** The first poll of the next look. */
  const after = (time: string): Moment => {
    const found = moments.find(({ look }) => look.at > time)
    if (found === undefined) throw new Error(`nothing was polled after ${time}`)
    return found
  }
  const changesAt = (moment: Moment): readonly Change[] =>
    changesets.find(({ revision }) => revision === revisionOf(moment))?.changes ?? []

  test('75 looks, and no poll fails', () => {
    expect(looks).toHaveLength(75)
    expect(moments.filter(({ outcome: { kind } }) => kind !== 'published' && kind !== 'judged')).toEqual([])
  })

  describe('what the labels want held is held when it can be known, and until it is good', () => {
    const held = labels.filter(({ expect: word }) => word === 'hold')
    test.each(held.map((label) => [label.unit, label.keys.join(', '), label] as const))(
      '%s: %s',
      (...[, , label]) => {
        const { keys, flagAt, until } = label
        const during = moments.filter(({ look }) => flagAt <= look.at && look.at < until)
        expect(during.length).toBeGreaterThan(0)
        for (const key of keys) {
          expect(during.filter((moment) => !moment.held.has(key)).map(({ look }) => look.at)).toEqual([])
          expect(isCurrent(at(until), key)).toBe(true)
        }
      },
    )
  })

  describe('falls above the limit are held for a person', () => {
    const reviews = labels.filter(({ expect: word }) => word === 'review')
    test.each(reviews.filter(({ superseded }) => !superseded).map((label) => [label.unit, label] as const))(
      '%s: Kim releases it, and the next poll publishes it as a correction',
      (_, { keys, flagAt }) => {
        const released = at(flagAt, true)
        for (const key of keys) {
          expect(
            at(flagAt)
              .held.get(key)
              ?.map(({ code }) => code),
          ).toEqual(['CHECK_FALL'])
          expect(isCurrent(released, key)).toBe(true)
          expect(changesAt(released).find((change) => change.key === key)?.kind).toBe('corrected')
          expect(
            changesets.find(({ revision }) => revision === revisionOf(released))?.releases,
          ).toContainEqual(
            expect.objectContaining({ who: 'Kim', why: 'the county clerk confirmed the correction' }),
          )
        }
      },
    )

    test.each(reviews.filter(({ superseded }) => superseded).map((label) => [label.unit, label] as const))(
      '%s: the next capture supersedes it',
      (_, { keys, flagAt }) => {
        for (const key of keys) {
          expect(
            at(flagAt)
              .held.get(key)
              ?.map(({ code }) => code),
          ).toEqual(['CHECK_FALL'])
          expect(isCurrent(after(flagAt), key)).toBe(true)
        }
      },
    )
  })

  test('nothing else of the night is held, in any poll', () => {
    const kept = keptBackIn(moments, labels)
    process.stdout.write(`\nHeld in the night of Minnesota 2020, all captures:\n${table(kept)}\n`)
    expect(kept.filter(({ because }) => because === undefined)).toEqual([])
    const named = new Set(kept.map(({ because }) => because))
    const asked = labels.filter(({ expect: word }) => word === 'hold' || word === 'review')
    for (const { expect: word, unit } of asked) expect([...named]).toContain(`${word} ${unit}`)
  })

  test('before the polls opened, every figure but zero is held, and zeros are published', () => {
    const early = at('2020-11-03T07:34:37Z')
    const figures = [...saidAt(early)].filter(([, said]) => isFigure(said)).map(([key]) => key)
    expect(figures).toHaveLength(14)
    expect([...early.held.keys()].toSorted()).toEqual(figures.toSorted())
    expect(early.stands.size).toBe(182 - 14)
    expect(new Set(figures.map((key) => contestAndUnit(key).unit)).size).toBe(5 + 4)
  })

  test('at every capture, what is not held is what the office says, and what is held keeps its last good figures', () => {
    const wrong: string[] = []
    let good = new Map<ResultKey, Said | undefined>()
    for (const moment of moments) {
      const next = new Map<ResultKey, Said | undefined>()
      for (const key of saidAt(moment).keys()) {
        const stands = figuresOf(moment.stands.get(key)?.record)
        const wanted = moment.held.has(key) ? good.get(key) : saidAt(moment).get(key)
        if (!isDeepStrictEqual(stands, wanted)) wrong.push(`${key} ${moment.look.at}`)
        next.set(key, stands)
      }
      good = next
    }
    expect(wrong).toEqual([])
  })

  test('the other falls are small: published, marked as corrections', () => {
    const fell = looks.slice(1).flatMap((look, index) => {
      const before = saidAt({ look: looks[index] ?? look })
      const keys = [...saidAt({ look }).keys()]
      return keys
        .filter((key) => isSmallFall(before.get(key), saidAt({ look }).get(key)))
        .map((key) => ({ key, look }))
    })
    const unmarked = fell.filter(
      ({ key, look }) => changesAt(at(look.at)).find((change) => change.key === key)?.kind !== 'corrected',
    )
    expect(unmarked).toEqual([])
    const byFile = Map.groupBy(fell, ({ key }) => contestAndUnit(key).contest.replace(/-\d$/, ''))
    expect(Object.fromEntries([...byFile].map(([file, falls]) => [file, falls.length]))).toEqual({
      'mn/us-president': 9,
      'mn/us-senate': 9,
      'mn/us-house': 3,
    })
  })

  test('at the end nothing is held, and all figures are those of the last capture', () => {
    const end = moments.at(-1)
    if (end === undefined) throw new Error('nothing was polled')
    expect(end.look.at).toBe('2020-11-04T18:50:13Z')
    expect(end.holds).toEqual([])
    expect(end.stands.size).toBe(182)
    expect([...saidAt(end).keys()].filter((key) => !isCurrent(end, key))).toEqual([])
  })

  test('and the sum of the counties is the total of the state, which the office gave in another file', () => {
    const end = moments.at(-1)
    const { files } = looksOf('series-mn-sos-2020-night', { total: 'USPres' }).at(-1) ?? { files: {} }
    const key = resultKey('mn/us-president', state)
    expect(figuresOf(end?.sums.get(key)?.record)).toEqual(saidIn(Object.values(files)).get(key))
  })
})

const read = new Map<Moment['look'], ReadonlyMap<ResultKey, Said>>()
function saidAt({ look }: Pick<Moment, 'look'>): ReadonlyMap<ResultKey, Said> {
  const said = read.get(look) ?? saidIn(Object.values(look.files))
  read.set(look, said)
  return said
}

/** Some votes fell, none of them by more than the default limit, and not to zero. */
function isSmallFall(was: Said | undefined, is: Said | undefined): boolean {
  if (was === undefined || is === undefined || !isFigure(is)) return false
  const falls = Object.entries(was.votes).map(
    ([name, votes]) => [votes, votes - (is.votes[name] ?? 0)] as const,
  )
  return falls.some(([, by]) => by > 0) && falls.every(([votes, by]) => by <= Math.max(10, votes * 0.005))
}

function isCurrent(moment: Moment, key: ResultKey): boolean {
  const stands = figuresOf(moment.stands.get(key)?.record)
  return !moment.held.has(key) && isDeepStrictEqual(stands, saidAt(moment).get(key))
}

/** As the files say it. */
function figuresOf(record: ResultRecord | undefined): Said | undefined {
  if (record === undefined) return undefined
  return {
    votes: Object.fromEntries(record.selections.map(({ name, votes }) => [name, votes.total])),
    unitsReporting: record.reporting?.unitsReporting ?? -1,
    unitsTotal: record.reporting?.unitsTotal ?? -1,
  }
}

const revisionOf = ({ outcome }: Moment): number => (outcome.kind === 'published' ? outcome.revision : -1)
