import { describe, expect, test } from 'vitest'
import { canonicalJson } from '../../engine/flow/canonical-json.ts'
import type { Register } from '../../engine/register/register.ts'
import { seeded } from './child.ts'
import {
  historyOf,
  id,
  listed,
  minute,
  type OpenRegister,
  partition,
  signal,
  write,
} from './register-samples.ts'

/** Nearly what the log takes of one message, and nothing can make it smaller. */
function largest(seed: number): { readonly noise: readonly string[] } {
  const random = seeded(seed)
  const noise = (): string =>
    Buffer.from(Array.from({ length: 3_000 }, () => Math.floor(random() * 256))).toString('base64')
  return { noise: Array.from({ length: 245 }, noise) }
}

/** Bodies as large as a message may be, and ids that no key of a database was made for. */
export function registerOfAnySize(home: () => OpenRegister): void {
  const register = (): Register => home().register
  const put = (...writes: Parameters<Register['put']>[1]) => register().put(partition, writes, signal)

  describe('a body of nearly a million bytes', () => {
    const [first, second] = [largest(1), largest(2)]

    test('is as large as one can be', () => {
      expect(Buffer.byteLength(canonicalJson(first))).toBeGreaterThan(950_000)
      expect(Buffer.byteLength(canonicalJson(first))).toBeLessThan(1_000_000)
    })

    test('is kept as it came: standing, past, in the list and in a group', async () => {
      expect(
        await put(write(0, { body: first, group: 'g' }), write(1, { body: second, group: 'g' })),
      ).toEqual([])
      expect((await register().get(partition, id, signal))?.body).toEqual(second)
      expect((await register().at(partition, id, minute(1), signal))?.body).toEqual(first)
      const lists = [
        await historyOf(register(), partition, id),
        await listed(register(), partition),
        await listed(register(), partition, { group: 'g' }),
      ]
      expect(lists.map((entries) => entries.map(({ body }) => body))).toEqual([
        [first, second],
        [second],
        [second],
      ])
    })

    test('that says the same is no version, and gives way to a small one, and to none', async () => {
      await put(write(0, { body: first }), write(1, { body: first }), write(2, { body: 7 }))
      expect(await register().get(partition, id, signal)).toMatchObject({ version: 2, guard: 3, body: 7 })
      await put(write(3, { body: first }), write(4, { body: null }))
      const past = await historyOf(register(), partition, id)
      expect(past.map(({ body }) => body)).toEqual([first, 7, first, null])
    })
  })

  test('ids, groups and partitions of thousands of bytes are told apart', async () => {
    const long = (end: string): string => `${'länge-'.repeat(500)}${end}`
    const partitions = [long('one'), long('two')]
    const ids = ['a', 'b', 'c'].map(long)
    for (const [nth, one] of partitions.entries()) {
      const writes = ids.map((each, at) =>
        write(0, { id: each, body: [nth, at], group: long(at === 0 ? 'x' : 'y') }),
      )
      // oxlint-disable-next-line no-await-in-loop -- two
      expect(await register().put(one, writes, signal)).toEqual([])
    }
    const [, of = ''] = partitions
    const bodies = async (group?: string) => {
      const entries = await listed(register(), of, group === undefined ? {} : { group })
      return entries.map((one) => `${one.id.slice(-1)} ${JSON.stringify(one.body)}`).toSorted()
    }
    expect(await bodies()).toEqual(['a [1,0]', 'b [1,1]', 'c [1,2]'])
    expect(await bodies(long('y'))).toEqual(['b [1,1]', 'c [1,2]'])
    await register().put(of, [write(1, { id: ids[1] ?? '', body: 'new' })], signal)
    const past = await historyOf(register(), of, ids[1] ?? '')
    expect(past.map(({ id: one, body }) => [one === ids[1], body])).toEqual([
      [true, [1, 1]],
      [true, 'new'],
    ])
    expect(await historyOf(register(), of, ids[2] ?? '')).toHaveLength(1)
  })
}
