import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Register } from '../../engine/register/register.ts'
import { registerModel } from './register-model.ts'
import { byBytes, historyOf, listed, minute, type OpenRegister, signal, write } from './register-samples.ts'

const ids = ['', 'a', 'b|c'] as const
const groups = [undefined, '', 'g', 'g|h'] as const
/** Two spellings of one content are among them. */
const bodies = [null, 0, 1, { a: 1, b: 2 }, { b: 2, a: 1 }, 'x'] as const

/** What somebody does. `skew`: how far the guard is off that they name. */
const steps = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('put' as const),
      writes: fc.array(
        fc.record({
          id: fc.constantFrom(...ids),
          skew: fc.constantFrom(0, 0, 0, 0, -1, 1),
          at: fc.integer({ min: 0, max: 6 }),
          body: fc.constantFrom(...bodies),
          group: fc.constantFrom(...groups),
        }),
        { minLength: 1, maxLength: 3 },
      ),
    }),
    fc.record({
      kind: fc.constant('tell' as const),
      id: fc.constantFrom(...ids),
      version: fc.integer({ min: 1, max: 6 }),
    }),
  ),
  { maxLength: 14 },
)
const anyText = fc.string({ unit: 'binary', maxLength: 12 })

/** What holds of any course of events. Each runs in a partition of its own. */
export function registerLaws(home: () => OpenRegister): void {
  const register = (): Register => home().register
  const runs = (): { readonly numRuns: number } => ({ numRuns: home().runs ?? 100 })
  let made = 0

  describe('in any course of events', () => {
    test('answers and entries are those of the model: guards, versions, told, groups and the past', async () => {
      const law = fc.asyncProperty(steps, async (course) => {
        made += 1
        const partition = `law-${made}`
        const model = registerModel()
        const answers: (readonly string[])[] = []
        const expected: (readonly string[])[] = []
        for (const step of course) {
          if (step.kind === 'tell') {
            model.tell([step])
            // oxlint-disable-next-line no-await-in-loop -- one step after the other
            await register().tell(partition, [step], signal)
          } else {
            const writes = step.writes.map(({ id, skew, at, body, group }) =>
              write(Math.max(0, model.guard(id) + skew), {
                id,
                at: minute(at),
                body,
                ...(group !== undefined && { group }),
              }),
            )
            expected.push(model.put(writes))
            // oxlint-disable-next-line no-await-in-loop -- one step after the other
            answers.push(await register().put(partition, writes, signal))
          }
        }
        expect(answers).toEqual(expected)
        await expectSame(register(), partition, model)
      })
      await fc.assert(law, runs())
    })

    test('any text is an id, a group or a partition, and none is taken for another', async () => {
      const law = fc.asyncProperty(
        fc.uniqueArray(fc.record({ partition: anyText, id: anyText, group: anyText }), {
          minLength: 1,
          maxLength: 6,
          selector: ({ partition, id }) => JSON.stringify([partition, id]),
        }),
        async (entries) => {
          made += 1
          // Cut anywhere, partition and id begin alike.
          const named = entries.map((one) => ({ ...one, partition: `any-${made}|${one.partition}` }))
          for (const { partition, id, group } of named) {
            const writes = [0, 1].map((from) => write(from, { id, group, body: [partition, id, from] }))
            // oxlint-disable-next-line no-await-in-loop -- one step after the other
            expect(await register().put(partition, writes, signal)).toEqual([])
          }
          for (const { partition, id, group } of named) {
            const own = named.filter((one) => one.partition === partition)
            const of = (some: typeof own): string[] => some.map((one) => one.id).toSorted(byBytes)
            // oxlint-disable-next-line no-await-in-loop -- one after the other
            const [past, all, together] = await Promise.all([
              historyOf(register(), partition, id),
              listed(register(), partition),
              listed(register(), partition, { group }),
            ])
            expect(past.map(({ body }) => body)).toEqual([0, 1].map((from) => [partition, id, from]))
            expect(all.map((one) => one.id)).toEqual(of(own))
            expect(together.map((one) => one.id)).toEqual(of(own.filter((one) => one.group === group)))
          }
        },
      )
      await fc.assert(law, runs())
    })
  })
}

async function expectSame(
  register: Register,
  partition: string,
  model: ReturnType<typeof registerModel>,
): Promise<void> {
  expect(await listed(register, partition)).toEqual(model.list())
  for (const group of ['', 'g', 'g|h'])
    expect(await listed(register, partition, { group })).toEqual(model.list(group))
  for (const id of ids) {
    expect(await register.get(partition, id, signal)).toEqual(model.get(id))
    expect(await historyOf(register, partition, id)).toEqual(model.history(id))
    for (let at = 0; at < 7; at++)
      expect(await register.at(partition, id, minute(at), signal)).toEqual(model.at(id, minute(at)))
  }
}
