import { describe, expect, test } from 'vitest'
import type { Register } from '../../engine/register/register.ts'
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

/** What stands side by side, and what stood before. */
export function registerLists(home: () => OpenRegister): void {
  const register = (): Register => home().register
  const put = (...writes: Parameters<Register['put']>[1]) => register().put(partition, writes, signal)

  describe('the list', () => {
    const ids = (entries: readonly { readonly id: string }[]) => entries.map((one) => one.id)

    test('is by id in code points, those taken away included', async () => {
      const all = ['b', 'a', 'Z', 'ä', 'a/b', '\u{1F5F3}', '\uFF5E']
      await put(...all.map((one) => write(0, { id: one, body: one === 'a' ? null : 1 })))
      expect(ids(await listed(register(), partition))).toEqual([
        'Z',
        'a',
        'a/b',
        'b',
        'ä',
        '\uFF5E',
        '\u{1F5F3}',
      ])
    })

    test('of a group has what was last written with it', async () => {
      await put(
        write(0, { id: 'b', group: 'one' }),
        write(0, { id: 'a', group: 'one' }),
        write(0, { id: 'c', group: 'one|' }),
        write(0, { id: 'd' }),
      )
      await register().put('another', [write(0, { group: 'one' })], signal)
      expect(ids(await listed(register(), partition, { group: 'one' }))).toEqual(['a', 'b'])
      await put(write(1, { id: 'a', group: 'two' }), write(1, { id: 'b' }))
      expect(ids(await listed(register(), partition, { group: 'one' }))).toEqual([])
      expect(ids(await listed(register(), partition, { group: 'two' }))).toEqual(['a'])
      expect(ids(await listed(register(), partition, {}))).toEqual(['a', 'b', 'c', 'd'])
    })

    test('of a group follows what says the same in another group', async () => {
      await put(write(0, { group: 'one' }), write(1, { group: 'two', body: { votes: 0 } }))
      expect(await listed(register(), partition, { group: 'one' })).toEqual([])
      expect(await listed(register(), partition, { group: 'two' })).toMatchObject([{ version: 1, guard: 2 }])
    })

    test('gives each of very many once', async () => {
      const many = Array.from({ length: 1_101 }, (_, n) => String(n).padStart(4, '0'))
      await put(...many.map((one) => write(0, { id: one, group: 'g' })))
      expect(ids(await listed(register(), partition))).toEqual(many)
      expect(ids(await listed(register(), partition, { group: 'g' }))).toEqual(many)
    })
  })

  describe('the past', () => {
    test('has every version, lowest first, with guard and told of now', async () => {
      await put(write(0), write(1), write(2, { body: { votes: 1 } }), write(3, { body: null }))
      await register().tell(partition, [{ id, version: 2 }], signal)
      const now = { id, guard: 4, told: 2 }
      expect(await historyOf(register(), partition, id)).toEqual([
        { ...now, version: 1, at: minute(1), body: { votes: 0 } },
        { ...now, version: 2, at: minute(2), body: { votes: 1 } },
        { ...now, version: 3, at: minute(4), body: null },
      ])
    })

    test.each([
      ['before the first', minute(0), undefined],
      ['at the very moment of one', minute(1), 1],
      ['between two', minute(2), 1],
      ['in another time zone', '2024-11-05T19:03:30-05:00', 2],
      ['after the last', minute(50), 3],
    ])('says what stood %s', async (_, time, version) => {
      await put(write(0), write(1, { at: minute(3) }), write(2, { at: minute(9) }))
      const found = await register().at(partition, id, time, signal)
      expect([found?.version, found?.guard]).toEqual([version, version === undefined ? undefined : 3])
    })

    test('is that of its own entry, wherever the name of the partition ends', async () => {
      const names = [
        ['a', 'b|c'],
        ['a|b', 'c'],
        ['a|b|c', ''],
      ] as const
      for (const [of, one] of names) {
        const writes = [0, 1].map((from) => write(from, { id: one, body: [of, from] }))
        // oxlint-disable-next-line no-await-in-loop -- three
        await register().put(of, writes, signal)
      }
      const pasts = await Promise.all(names.map(([of, one]) => historyOf(register(), of, one)))
      expect(pasts.map((past) => past.map(({ body }) => body))).toEqual(
        names.map(([of]) => [0, 1].map((from) => [of, from])),
      )
    })

    test('lets the highest version win where clocks went back', async () => {
      await put(write(0, { at: minute(9) }), write(1, { at: minute(3) }), write(2, { at: minute(6) }))
      expect(await register().at(partition, id, minute(4), signal)).toMatchObject({ version: 2 })
      expect(await register().at(partition, id, minute(9), signal)).toMatchObject({ version: 3 })
    })

    test('of hundreds of versions is told whole', async () => {
      await put(...Array.from({ length: 230 }, (_, from) => write(from)))
      const versions = (await historyOf(register(), partition, id)).map(({ version }) => version)
      expect(versions).toEqual(Array.from({ length: 230 }, (_, at) => at + 1))
      expect(await register().at(partition, id, minute(2), signal)).toMatchObject({ version: 2 })
    })
  })
}
