import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FeedId } from '../../../engine/model/ids.ts'
import { envelope, wake } from '../../conformance/results-samples.ts'
import { messageOf, newTallying, stepwise, type Tallying, tallyOf } from './tallying.ts'

const { signal } = new AbortController()
let tally: Tallying
beforeAll(() => {
  tally = newTallying()
})
afterAll(() => tally.close())

/** Steps of a tally of one change whose sum lies in no other: apply, derived, parts, derive. */
const steps = 4

test('two consumers with one part each make one right sum in every order of their steps', async () => {
  const orders = ordersOf(steps, steps)
  expect(orders).toHaveLength(70)
  const wrong: string[] = []
  for (const [at, order] of orders.entries()) {
    const feed = `feed-${at}` as FeedId
    // oxlint-disable-next-line no-await-in-loop -- one night after the other
    await consumeInOrder(feed, order)
    // oxlint-disable-next-line no-await-in-loop -- one night after the other
    if ((await tally.votes(feed)).sums[wake] !== 12) wrong.push(order.join(''))
  }
  expect(wrong).toEqual([])
})

function ordersOf(ones: number, others: number): readonly (readonly number[])[] {
  if (ones === 0 && others === 0) return [[]]
  return [
    ...(ones > 0 ? ordersOf(ones - 1, others).map((rest) => [0, ...rest]) : []),
    ...(others > 0 ? ordersOf(ones, others - 1).map((rest) => [1, ...rest]) : []),
  ]
}

/** Each consumer takes its next step when the order names it; what is left after the order is taken in turns. */
async function consumeInOrder(feed: FeedId, order: readonly number[]): Promise<void> {
  const gates = [newGate(), newGate()]
  const consumers = gates.map(async (gate, at) => {
    const take = tallyOf(stepwise(tally.results, (step) => gate.pass(step)))
    const change = envelope(1, at === 0 ? 5 : 7, { feed, feedUnit: wake, unit: `${wake}/precinct:${at}` })
    await take([messageOf(change)], signal)
    gate.close()
  })
  for (const at of order) await gates[at]?.open()
  while (gates.some((gate) => !gate.isClosed())) for (const gate of gates) await gate.open()
  await Promise.all(consumers)
}

/** Lets one step through each time it is opened, and answers when that is done. Once closed, opening does nothing. */
function newGate() {
  let closed = false
  let arrived = Promise.withResolvers<(() => Promise<void>) | undefined>()
  return {
    isClosed: () => closed,
    pass: <Answer>(step: () => Promise<Answer>): Promise<Answer> =>
      new Promise((resolve, reject) => {
        arrived.resolve(() => step().then(resolve, reject))
      }),
    async open() {
      const step = await arrived.promise
      if (step === undefined) return
      arrived = Promise.withResolvers()
      await step()
    },
    close() {
      closed = true
      arrived.resolve(undefined)
    },
  }
}
