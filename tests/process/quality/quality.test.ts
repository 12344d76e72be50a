import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { acknowledge, releaseAlert } from '../../../engine/entry/alerts.ts'
import { holdsBack } from '../../../engine/model/alert.ts'
import { resultKey } from '../../../engine/model/ids.ts'
import { plainDesk } from '../../../engine/plan/desk.ts'
import { quality } from '../../../engine/process/quality/quality.ts'
import { contest, envelope, feed, minute, wake } from '../../conformance/results-samples.ts'
import { type Judging, messageOf, newJudging, signal, tooMany } from './judging.ts'
import { stepwise } from './steps.ts'

const one = `${wake}/precinct:01`
const kim = { who: 'Kim', why: 'the office confirmed it' }

let judging: Judging
beforeEach(() => {
  judging = newJudging({ rules: [tooMany], expectedVotes: [{ votes: { [one]: 1_000, [wake]: 1_500 } }] })
})
afterEach(() => judging.close())

const [take, only] = [
  (...votes: readonly (readonly [revision: number, votes: number | null])[]) =>
    judging.take(...votes.map(([revision, count]) => envelope(revision, count))),
  async () => {
    const [alert] = await judging.alerts()
    if (alert === undefined) throw new Error('there is no alert')
    return alert
  },
]
const told = () => judging.told.map(({ state, measure }) => [state, measure])

describe('a finding', () => {
  test('is an alert with the figures, published once', async () => {
    await take([1, 1_200])
    expect(await judging.alerts()).toEqual([
      {
        id: expect.stringMatching(/^a-[0-9a-f]{14}$/) as string,
        election: 'us-2024-11-05-general',
        rule: 'too-many',
        severity: 'hold',
        feed,
        key: resultKey(contest, one),
        about: 'above',
        measure: 20,
        limit: 10,
        words: '01, US PRESIDENT: 1,200 votes, 120 percent of the 1,000 expected',
        table: [
          ['votes', 'expected', 'percent'],
          ['1,200', '1,000', '120'],
        ],
        state: 'open',
        since: minute(1),
        noticed: { version: 1, measure: 20 },
      },
    ])
    expect(judging.told).toMatchObject([{ ...(await only()), revision: 1 }])
  })

  test('in a sum of units is one too', async () => {
    await judging.take(envelope(1, 1_000), envelope(1, 900, { unit: `${wake}/precinct:02` }))
    expect(await only()).toMatchObject({ key: resultKey(contest, wake), measure: 26.7, state: 'open' })
  })

  test('is told once, however often it comes again and while it is about the same', async () => {
    await take([1, 1_200])
    await take([1, 1_200])
    await take([2, 1_210], [3, 1_219])
    expect(told()).toEqual([['open', 20]])
    expect(await only()).toMatchObject({ measure: 21.9, since: minute(1) })
  })

  test('is told again when it is worse by a tenth than what was told, even in small steps', async () => {
    await take([1, 1_200])
    await take([2, 1_219])
    await take([3, 1_230])
    expect(told()).toEqual([
      ['open', 20],
      ['open', 23],
    ])
  })

  test('is cleared when the figures are without it, or gone, and a new one when it comes back', async () => {
    await take([1, 1_200])
    await take([2, 1_000])
    expect(await only()).toMatchObject({ state: 'cleared', measure: 20 })
    await take([3, 1_200])
    expect(await only()).toMatchObject({ state: 'open', since: minute(3) })
    await take([4, null])
    expect(told()).toEqual([
      ['open', 20],
      ['cleared', 20],
      ['open', 20],
      ['cleared', 20],
    ])
  })

  test('of older figures, that come late, changes nothing', async () => {
    await take([2, 1_000])
    await take([1, 1_200])
    expect(await judging.alerts()).toEqual([])
  })
})

describe('a hold', () => {
  test('keeps the last good figures, and lets through what is right again', async () => {
    await take([1, 900])
    await take([2, 1_200])
    expect(await judging.current()).toMatchObject({ 'precinct:01': 900, 'county:wake': 900 })
    await take([3, 1_000])
    expect(await judging.current()).toMatchObject({ 'precinct:01': 1_000, 'county:wake': 1_000 })
  })

  test('is released by a person at once, and again when it is worse by a tenth', async () => {
    await take([1, 900])
    await take([2, 1_200])
    const released = await releaseAlert(await only(), kim, judging.ports, signal)
    expect(released.released).toMatchObject({ ...kim, measure: 20 })
    expect(await judging.current()).toMatchObject({ 'precinct:01': 1_200 })
    await take([3, 1_219])
    expect(await judging.current()).toMatchObject({ 'precinct:01': 1_219 })
    await take([4, 1_221])
    expect(holdsBack(await only())).toBe(true)
    expect(await judging.current()).toMatchObject({ 'precinct:01': 1_219 })
  })

  test('stays released when it goes and comes back as it was', async () => {
    await take([1, 1_200])
    await releaseAlert(await only(), kim, judging.ports, signal)
    await take([2, 1_000])
    await take([3, 1_200])
    expect(await only()).toMatchObject({ state: 'open', released: kim })
    expect(await judging.current()).toMatchObject({ 'precinct:01': 1_200 })
  })

  test('is not released twice, nor when it is worse than what the person saw, nor when it is over', async () => {
    await take([1, 1_200])
    const seen = await only()
    await take([2, 1_300])
    await expect(releaseAlert(seen, kim, judging.ports, signal)).rejects.toMatchObject({
      code: 'ALERT_ORDER_REFUSED',
    })
    await releaseAlert(await only(), kim, judging.ports, signal)
    await expect(releaseAlert(await only(), kim, judging.ports, signal)).rejects.toThrow(
      'somebody has released it',
    )
    await take([3, 1_000])
    await expect(releaseAlert(await only(), kim, judging.ports, signal)).rejects.toThrow('nothing is held')
  })
})

describe('what a person acknowledged', () => {
  test('is on the record, and nothing is released by it', async () => {
    await take([1, 1_200])
    await acknowledge(await only(), kim, judging.ports, signal)
    expect(judging.told.at(-1)).toMatchObject({ acknowledged: kim, revision: 2, noticed: { version: 2 } })
    expect(holdsBack(await only())).toBe(true)
  })

  test('stays so while it is found, and not when it comes back', async () => {
    await take([1, 1_200])
    await acknowledge(await only(), kim, judging.ports, signal)
    await take([2, 1_400])
    expect(await only()).toMatchObject({ acknowledged: kim, measure: 40 })
    await take([3, 1_000], [4, 1_200])
    await take([5, 1_000])
    await take([6, 1_200])
    expect(await only()).not.toHaveProperty('acknowledged')
  })
})

test('every message fits schemas/alert.schema.json, whatever became of the alert', async () => {
  const schema = JSON.parse(readFileSync('schemas/alert.schema.json', 'utf8')) as object
  const fits = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema)
  await take([1, 1_200])
  await acknowledge(await only(), kim, judging.ports, signal)
  await releaseAlert(await only(), kim, judging.ports, signal)
  await take([2, 1_000])
  await take([3, 1_400])
  expect(judging.told.map(({ revision, state: now }) => [revision, now])).toEqual([
    [1, 'open'],
    [2, 'open'],
    [3, 'open'],
    [4, 'cleared'],
    [5, 'open'],
  ])
  for (const message of judging.told) expect([fits(message), fits.errors]).toEqual([true, null])
})

test('an election without rules costs nothing: neither the ledger nor the register is asked', async () => {
  const asked: string[] = []
  const ports = stepwise(judging.ports, async (name, step) => {
    asked.push(name)
    return await step()
  })
  const process = quality.make({ ...ports, desk: plainDesk })
  expect(await process([messageOf(envelope(1, 1_200))], signal)).toEqual([])
  expect(asked).toEqual([])
})
