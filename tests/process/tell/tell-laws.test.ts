import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Act, Alert } from '../../../engine/model/alert.ts'
import type { Message } from '../../../engine/model/envelope.ts'
import { alert, keptPostings, newTelling } from './telling.ts'

const act: Act = { who: 'Kim', why: 'the county knows', at: '2024-11-06T01:30:00.000Z' }
/** What becomes of an alert, and when its message is told: at once, later or several times. */
const step = fc.record({
  what: fc.constantFrom<Partial<Alert>>({}, { measure: 9_000 }, { state: 'cleared' }, { acknowledged: act }),
  told: fc.array(fc.nat({ max: 7 }), { maxLength: 3 }),
  /** The process dies after its next post was taken, before it noted it. */
  dies: fc.boolean(),
})

test('in any order of messages, however often, with crashes between: nothing is told twice under two keys, and the last word is said', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      const kept = keptPostings()
      let dies = false
      await using desk = newTelling({ address: 'http://127.0.0.1:9/' }, () => ({
        async post(posting, signal) {
          await kept.keep().post(posting, signal)
          if (dies) throw new Error('killed')
        },
      }))
      const messages: Message[] = []
      let last: Partial<Alert> = {}
      for (const { what, told, dies: kills } of steps) {
        // What is found no more can not end again.
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        if (what.state === undefined || last.state === undefined) messages.push(await desk.found(alert(what)))
        last = what
        dies = kills
        const some = told.map((at) => messages[at % messages.length]).filter((one) => one !== undefined)
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        await desk.tell(...some).catch(() => undefined)
      }
      dies = false
      // Whatever was not settled comes again.
      await desk.tell(...messages)
      await desk.tell(...messages.toReversed())
      const versions = kept.keys().map((key) => Number(key.split('/')[1]))
      expect(versions).toEqual(versions.toSorted((one, other) => one - other))
      const bodies = kept.postings.map(({ body }): Alert => JSON.parse(body))
      const distinct = [...new Map(bodies.map((one) => [one.noticed.version, one])).values()]
      // An end is told of what people know, and once; after a crash that left open whether it was heard, perhaps again.
      const known = steps.some((one) => one.dies) ? ['open', 'cleared'] : ['open']
      const ends = distinct.flatMap(({ state }, at) => (state === 'cleared' ? [distinct[at - 1]?.state] : []))
      expect(ends.filter((before) => !known.includes(before ?? ''))).toEqual([])
      const said = distinct.at(-1)
      const isTold =
        last.acknowledged !== undefined ||
        (last.state === 'cleared' ? said?.state !== 'open' : said?.noticed.version === messages.length)
      expect(isTold).toBe(true)
      expect(bodies.every(({ acknowledged }) => acknowledged === undefined)).toBe(true)
    }),
    { numRuns: 60 },
  )
})
