import { afterEach, beforeEach, expect, test } from 'vitest'
import { envelope, feed, minute, state, wake } from '../../conformance/results-samples.ts'
import { type Arbitrating, newArbitrating } from './arbitrating.ts'

const first = `${wake}/precinct:01`
const second = `${wake}/precinct:02`
let desk: Arbitrating
beforeEach(() => {
  desk = newArbitrating()
})
afterEach(() => desk.close())

test('what one feed says stands, and its sums up to its jurisdiction', async () => {
  await desk.take(envelope(1, 5), envelope(1, 7, { unit: second }))
  expect(await desk.votes()).toEqual({ [first]: 5, [second]: 7, [wake]: 12, [state]: 12 })
  expect((await desk.current(first))?.envelope).toMatchObject({
    revision: 1,
    previous: null,
    kind: 'added',
    source: { kind: 'feed', feed, revision: 1, capturedAt: minute(1), computed: false },
    standing: { votes: 5, shares: { harris: 1 }, leaders: ['harris'], margin: null },
    stale: [],
    feeds: [feed],
    because: 'it is the only source',
    switched: null,
  })
  expect((await desk.current(wake))?.envelope).toMatchObject({
    source: { kind: 'feed', feed, revision: 1, computed: true },
    completeness: { partsPresent: 2, partsKnown: 2 },
  })
})

test('everything that stands is published once, under the version that says it', async () => {
  await desk.take(envelope(1, 5))
  await desk.take(envelope(2, 9))
  await desk.take(envelope(2, 9))
  const said = (await desk.published()).map(({ id, kind, previous }) => ({ id, kind, previous }))
  const key = (unit: string): string => `us-2024-11-05-general/REVISION/nc/us-president|${unit}`
  expect(said).toHaveLength(6)
  for (const unit of [first, wake, state])
    expect(said.filter(({ id }) => id.endsWith(`|${unit}`))).toEqual([
      { id: key(unit).replace('REVISION', '1'), kind: 'added', previous: null },
      { id: key(unit).replace('REVISION', '2'), kind: 'revised', previous: 1 },
    ])
})

test('a figure that falls is a correction, and what nobody reports any more is withdrawn, with all above it', async () => {
  await desk.take(envelope(1, 9))
  await desk.take(envelope(2, 5))
  await desk.take(envelope(3, null))
  const kinds = (await desk.published()).map(({ key, kind }) => `${key.split('|')[1]} ${kind}`)
  for (const unit of [first, wake, state])
    expect(kinds.filter((one) => one.startsWith(`${unit} `))).toEqual([
      `${unit} added`,
      `${unit} corrected`,
      `${unit} withdrawn`,
    ])
  expect(await desk.votes()).toEqual({})
})

test('a unit that moves leaves the sum of the one and joins that of the other', async () => {
  const dare = `${state}/county:dare`
  await desk.take(envelope(1, 5), envelope(1, 7, { unit: second }))
  await desk.take(envelope(2, 5, { within: dare }))
  expect(await desk.votes()).toEqual({ [first]: 5, [second]: 7, [wake]: 7, [dare]: 5, [state]: 12 })
})

test('what is withdrawn comes back under no earlier revision', async () => {
  await desk.take(envelope(2, null))
  await desk.take(envelope(1, 5))
  expect(await desk.votes()).toEqual({})
})
