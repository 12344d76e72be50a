import { isDeepStrictEqual } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Meter } from '../../../engine/flow/meter.ts'
import { contestAndUnit, type ResultKey } from '../../../engine/model/ids.ts'
import type { ResultRecord } from '../../../engine/model/result.ts'
import { accountOf } from './account.ts'
import { placeOf } from './alarms.ts'
import { type Kept, keptAtTheEnd } from './at-the-end.ts'
import { keptBackBy } from './kept-back.ts'
import { type Label, nameOf } from './labels.ts'
import { kim, type Moment, mostMilliseconds, play } from './replay.ts'
import { differing, figuresOf, type Said } from './said.ts'
import { embeddedStage, type OpenStage } from './stage.ts'
import { keptBack, type Story } from './story.ts'

/**
 * What has to hold of every series, wherever it is played. Answers with what was seen, for what has to hold of one alone;
 * read it within tests.
 */
export function testStory(
  story: Story,
  open: OpenStage = embeddedStage,
): { readonly moments: readonly Moment[] } {
  const { labels, recorded } = story
  const moments: Moment[] = []
  let kept: Kept = { current: new Map(), exported: new Map(), releases: [] }
  let asked: Asked = {}
  beforeAll(async () => {
    const began = performance.now()
    const played = await play(recorded, open, async (stage, plans, signal) => {
      kept = await keptAtTheEnd(story.election, stage, plans, signal)
      asked = stage.homes.meter.read()
    })
    moments.push(...played)
    tell(story, moments, { kept, asked, seconds: Math.round((performance.now() - began) / 1_000) })
  }, mostMilliseconds)

  const at = (time: string, again = false): Moment => {
    const found = moments.find((one) => one.look.at === time && one.again === again)
    if (found === undefined) throw new Error(`nothing was polled at ${time}${again ? ' again' : ''}`)
    return found
  }
  const after = (time: string): Moment => {
    const found = moments.find(({ look }) => look.at > time)
    if (found === undefined) throw new Error(`nothing was polled after ${time}`)
    return found
  }
  /** What members have of a result is what the source says at this moment. */
  const isAsSaid = (moment: Moment, key: ResultKey): boolean =>
    [...story.saidAt(moment)].every(([feed, said]) => {
      const figures = said.get(key)
      if (figures === undefined) return true
      const stands = saidOf(moment.known.feeds.get(feed)?.get(key)?.record)
      return !keptBack(moment, feed)(key) && isDeepStrictEqual(stands, figures)
    })
  const keyed = labels.filter(({ keys }) => keys.length > 0)
  const wants = (word: Label['expect']) => keyed.filter(({ expect: one }) => one === word)

  test('no poll fails but where the source answers with what no one can read, and nothing goes to the dead letters', () => {
    const failed = moments.filter(({ outcomes }) =>
      [...outcomes.values()].some(({ kind }) => kind === 'failed' || kind === 'lost' || kind === 'skipped'),
    )
    expect(failed.filter((moment) => !story.mayFail(moment)).map(({ look }) => look.at)).toEqual([])
    expect(moments.filter(({ heard }) => heard.dead > 0).map(({ look }) => look.at)).toEqual([])
  })

  test.each(wants('hold').map((label) => [nameOf(label), label] as const))(
    '%s: is kept back from when it can be known until it is good',
    (...[, { keys, flagAt, until }]) => {
      const during = moments.filter(({ look }) => (flagAt ?? '9999') <= look.at && look.at < until)
      expect(during.length).toBeGreaterThan(0)
      for (const key of keys) {
        expect(
          during.filter((moment) => keptBackBy(moment, key).length === 0).map(({ look }) => look.at),
        ).toEqual([])
        expect(isAsSaid(moments.findLast(({ look }) => look.at === until) ?? at(until), key)).toBe(true)
      }
    },
  )

  test.each(wants('review').map((label) => [nameOf(label), label] as const))(
    '%s: is kept back for a person, who releases it, or is superseded by what comes next',
    (...[, { keys, flagAt, superseded }]) => {
      const moment = at(flagAt ?? '')
      const next = superseded ? after(moment.look.at) : at(moment.look.at, true)
      for (const key of keys) {
        expect(keptBackBy(moment, key)).toEqual(['CHECK_FALL'])
        expect(isAsSaid(next, key)).toBe(true)
        if (superseded) continue
        expect(next.heard.changes.find((change) => change.key === key)?.kind).toBe('corrected')
        const { unit } = contestAndUnit(key)
        expect(kept.releases).toContainEqual(expect.objectContaining({ ...kim, group: unit }))
      }
    },
  )

  test('what nothing finds of the labels is out of reach, with its reason, and nothing else is', () => {
    const { labels: lines } = accountOf(moments, labels, story)
    const missed = lines.filter(({ by }) => by.length === 0).map(({ label }) => nameOf(label))
    expect(missed.toSorted()).toEqual(Object.keys(story.outOfReach).toSorted())
  })

  test('what is found of the labels is found when it can be known', () => {
    const { labels: lines } = accountOf(moments, labels, story)
    const late = lines.filter(
      ({ label: { flagAt }, at: found }) => flagAt !== null && found !== undefined && found !== flagAt,
    )
    expect(late.map(({ label, at: found }) => `${nameOf(label)}: ${found}`)).toEqual([])
  })

  test('what is wrongly held is listed, and is at most 1 in 1,000 county polls', () => {
    const { alarms, countyPolls } = accountOf(moments, labels, story)
    const wrong = alarms.filter(({ because, severity }) => because === undefined && severity === 'hold')
    const looks = wrong.reduce((sum, { polls }) => sum + polls, 0)
    const said = wrong.map(({ rule, key, from, to }) => `${rule} ${placeOf(key)} ${from} ${to}`)
    process.stdout.write(`\n${story.title}: wrongly held, ${looks} of ${countyPolls}\n${said.join('\n')}\n`)
    expect(looks).toBeLessThanOrEqual(countyPolls / 1_000)
  })

  test('at every look, what is not kept back is what the source says, and what is kept back stays as it was', () => {
    const wrong: string[] = []
    let good = new Map<string, Said | undefined>()
    for (const moment of moments) {
      for (const [feed, said] of story.saidAt(moment)) {
        const isKept = keptBack(moment, feed)
        for (const [key, figures] of said) {
          const stands = saidOf(moment.known.feeds.get(feed)?.get(key)?.record)
          const wanted = isKept(key) ? good.get(`${feed} ${key}`) : figures
          if (!isDeepStrictEqual(stands, wanted)) wrong.push(`${feed} ${key} ${moment.look.at}`)
          good.set(`${feed} ${key}`, stands)
        }
      }
    }
    expect(wrong).toEqual([])
  })

  describe('at the end', () => {
    const end = (): Moment => {
      const last = moments.at(-1)
      if (last === undefined) throw new Error('nothing was polled')
      return last
    }
    test('nothing is held, and what each feed says is what stands in its last files', () => {
      expect(end().holds).toEqual([])
      for (const [feed, said] of story.end) {
        expect(said.size).toBeGreaterThan(0)
        expect(differing(said, (key) => saidOf(end().known.feeds.get(feed)?.get(key)?.record))).toEqual([])
      }
    })

    test('what is current is what stands in the last files: in the register, for who follows, and in the exports', () => {
      const { current: told } = end().known
      expect(story.current.size).toBeGreaterThan(0)
      expect(differing(story.current, (key) => kept.current.get(key))).toEqual([])
      expect(differing(story.current, (key) => saidOf(told.get(key)?.record))).toEqual([])
      expect(differing(kept.current, (key) => kept.exported.get(key))).toEqual([])
      expect([...kept.exported.keys()].toSorted()).toEqual([...kept.current.keys()].toSorted())
      expect([...told.keys()].toSorted()).toEqual([...kept.current.keys()].toSorted())
    })
  })

  return { moments }
}

const saidOf = (record: ResultRecord | null | undefined): Said | undefined =>
  record === null || record === undefined ? undefined : figuresOf(record)

type Asked = ReturnType<Meter['read']>

/** What it took, where the homes lie in services. */
function tell(
  { title }: Story,
  moments: readonly Moment[],
  { kept, asked, seconds }: { readonly kept: Kept; readonly asked: Asked; readonly seconds: number },
): void {
  if (Object.keys(asked).length === 0) return
  const sum = (of: (moment: Moment) => number): number => moments.reduce((all, moment) => all + of(moment), 0)
  const changes = sum(({ heard }) => heard.changes.length)
  const polls = sum(({ outcomes }) => outcomes.size)
  const usage = Object.entries(asked).map(([name, count]) => `${name} ${count}`)
  process.stdout.write(
    `\n${title}, on the real servers: ${seconds} s, ${polls} polls, ${changes} changes, ` +
      `${kept.current.size} results current at the end; ${usage.join(', ')}\n`,
  )
}
