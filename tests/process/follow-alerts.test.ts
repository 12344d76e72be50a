import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Alert, Severity } from '../../engine/model/alert.ts'
import type { FeedId } from '../../engine/model/ids.ts'
import { resultKey } from '../../engine/model/ids.ts'
import { type Found, followAlerts } from '../../engine/process/follow-alerts.ts'
import type { AlertEntry } from '../../engine/register/alert-entries.ts'
import { contest, minute, wake } from '../conformance/results-samples.ts'

const about = { election: 'us-2024-11-05-general', key: resultKey(contest, wake) }
const found = (measure: number, severity: Severity = 'alert'): Found => ({
  rule: 'too-many',
  about: '',
  measure,
  limit: 10,
  words: `${measure} of 10`,
  severity,
  feed: 'us-nc-precinct' as FeedId,
  since: minute(measure),
})

/** What the register would have after a write. */
function after(entry: AlertEntry | undefined, alert: Alert): AlertEntry {
  const isSame = JSON.stringify(entry?.alert) === JSON.stringify(alert)
  const version = (entry?.version ?? 0) + (isSame ? 0 : 1)
  return { alert, version, guard: (entry?.guard ?? 0) + 1, at: minute(0), told: version }
}

/** Judged one after the other: a measure, or nothing found. */
function follow(measures: readonly (Found | null)[]): readonly AlertEntry[] {
  let entry: AlertEntry | undefined
  const all: AlertEntry[] = []
  for (const one of measures) {
    const [write] = followAlerts(
      about,
      entry === undefined ? [] : [entry],
      one === null ? [] : [one],
      minute(0),
    )
    if (write === undefined) continue
    expect(write.from).toBe(entry?.guard ?? 0)
    entry = after(entry, write.alert)
    all.push(entry)
  }
  return all
}

describe('an alert that is followed', () => {
  test('is nothing where nothing is found and nothing was', () => {
    expect(followAlerts(about, [], [], minute(0))).toEqual([])
  })

  test('says something new when it weighs more, and not when it weighs less', () => {
    const noticed = follow([found(20, 'note'), found(20, 'hold'), found(20, 'alert')]).map(
      ({ alert }) => alert.noticed.version,
    )
    expect(noticed).toEqual([1, 2, 2])
  })

  test('says something new when it holds again what a person released, however little it is worse than what was told', () => {
    const [first] = follow([found(21.5, 'hold')])
    if (first === undefined) throw new Error('there is none')
    const released = { who: 'Kim', why: 'late ballots', at: minute(0), measure: 20 }
    const letThrough = { ...first, alert: { ...first.alert, released } }
    const [same] = followAlerts(about, [letThrough], [found(21.9, 'hold')], minute(1))
    expect(same?.alert.noticed).toEqual({ version: 1, measure: 21.5 })
    const [again] = followAlerts(about, [letThrough], [found(22.5, 'hold')], minute(1))
    expect(again?.alert.noticed).toEqual({ version: 2, measure: 22.5 })
  })

  test('is taken on by nobody any more once it weighs more', () => {
    const [first] = follow([found(20, 'alert')])
    if (first === undefined) throw new Error('there is none')
    const acknowledged = { who: 'Kim', why: 'calling them', at: minute(0) }
    const taken = { ...first, alert: { ...first.alert, acknowledged } }
    const [same] = followAlerts(about, [taken], [found(21, 'alert')], minute(1))
    expect(same?.alert).toMatchObject({ acknowledged, noticed: { version: 1 } })
    const [held] = followAlerts(about, [taken], [found(20, 'hold')], minute(1))
    expect(held?.alert).toMatchObject({ severity: 'hold', noticed: { version: 2 } })
    expect(held?.alert).not.toHaveProperty('acknowledged')
  })

  test('has always the last figures, and is told of each tenth more and of nothing less', () => {
    const measure = fc.option(fc.integer({ min: 11, max: 60 }).map((one) => found(one)))
    fc.assert(
      fc.property(fc.array(measure, { maxLength: 12 }), (measures) => {
        let known: number | undefined
        let news = 0
        for (const one of measures) {
          const isNew = one === null ? known !== undefined : known === undefined || one.measure > known * 1.1
          if (isNew) {
            news += 1
            known = one?.measure
          }
        }
        const all = follow(measures)
        expect(new Set(all.map(({ alert }) => alert.noticed.version)).size).toBe(news)
        const last = measures.at(-1)
        const end = all.at(-1)?.alert
        expect(end?.state ?? 'cleared').toBe(last ? 'open' : 'cleared')
        expect(end?.measure).toBe(last?.measure ?? end?.measure)
        expect(new Set(all.map(({ alert }) => alert.id)).size).toBeLessThan(2)
      }),
    )
  })
})
