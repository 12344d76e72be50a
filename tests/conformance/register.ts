import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Register } from '../../engine/register/register.ts'
import { registerLaws } from './register-laws.ts'
import { registerLists } from './register-lists.ts'
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
import { registerOfAnySize } from './register-sizes.ts'

/** Every promise of the Register port. */
export function registerConformance(name: string, open: () => Promise<OpenRegister>): void {
  describe(`${name} keeps the promises of a register`, () => {
    let home: OpenRegister
    let register: Register
    beforeEach(async () => {
      home = await open()
      register = home.register
    })
    afterEach(() => home.close())

    const put = (...writes: Parameters<Register['put']>[1]) => register.put(partition, writes, signal)
    const get = (one = id) => register.get(partition, one, signal)

    describe('an entry', () => {
      test('is kept as it was written, as the first version, of which nobody was told', async () => {
        expect(
          await put(write(0, { body: { name: 'José – 選挙', list: [1.5, null, { a: true }] } })),
        ).toEqual([])
        expect(await get()).toEqual({
          id,
          version: 1,
          guard: 1,
          at: minute(1),
          body: { name: 'José – 選挙', list: [1.5, null, { a: true }] },
          told: 0,
        })
      })

      test('that nobody wrote is not there', async () => {
        await put(write(0))
        expect(await get('another')).toBeUndefined()
        expect(await register.get('another', id, signal)).toBeUndefined()
        expect(await register.at(partition, 'another', minute(9), signal)).toBeUndefined()
        expect(await historyOf(register, partition, 'another')).toEqual([])
      })

      test('that says something else has the next version, and its time', async () => {
        await put(write(0))
        expect(await put(write(1))).toEqual([])
        expect(await get()).toMatchObject({ version: 2, guard: 2, at: minute(2), body: { votes: 1 } })
      })

      test('that says the same keeps version and time, and its guard grows', async () => {
        await put(write(0, { body: { a: 1, b: [2] } }))
        expect(await put(write(1, { body: { b: [2], c: undefined, a: 1 } }))).toEqual([])
        expect(await get()).toEqual({
          id,
          version: 1,
          guard: 2,
          at: minute(1),
          body: { a: 1, b: [2] },
          told: 0,
        })
        expect(await historyOf(register, partition, id)).toHaveLength(1)
      })

      test('that was taken away stays, so that its version never begins anew', async () => {
        await put(write(0))
        await put(write(1, { body: null }))
        expect(await get()).toMatchObject({ version: 2, guard: 2, body: null })
        expect(await put(write(0))).toEqual([id])
        await put(write(2, { body: { votes: 0 } }))
        expect(await get()).toMatchObject({ version: 3, body: { votes: 0 } })
      })

      test('is another one in another partition', async () => {
        await put(write(0))
        await register.put('another', [write(0, { body: 7 })], signal)
        expect(await get()).toMatchObject({ body: { votes: 0 } })
        expect(await listed(register, 'another')).toMatchObject([{ id, body: 7 }])
      })

      test('is there when another process opens the register', async () => {
        await put(write(0))
        const other = await home.reopen()
        expect(await other.get(partition, id, signal)).toMatchObject({ version: 1 })
        await other.put(partition, [write(1)], signal)
        expect(await get()).toMatchObject({ version: 2 })
      })
    })

    describe('a write', () => {
      test.each([
        ['before there was one', 0],
        ['over a guard that is gone', 1],
        ['over a guard that is not there yet', 3],
      ])('%s is refused, and leaves nothing', async (_, from) => {
        await put(write(0, { group: 'g' }))
        await put(write(1, { group: 'g' }))
        const before = [await get(), await historyOf(register, partition, id)]
        expect(await put(write(from, { body: 'other', at: minute(50), group: 'other' }))).toEqual([id])
        expect([await get(), await historyOf(register, partition, id)]).toEqual(before)
        expect(await listed(register, partition, { group: 'other' })).toEqual([])
        expect(await register.at(partition, id, minute(59), signal)).toMatchObject({ version: 2 })
      })

      test('of an entry that is not there is refused, unless it knows that', async () => {
        expect(await put(write(1))).toEqual([id])
        expect(await get()).toBeUndefined()
        expect(await listed(register, partition)).toEqual([])
        expect(await historyOf(register, partition, id)).toEqual([])
      })

      test('of what was read before somebody said the same is refused: it may be of older parts', async () => {
        await put(write(0))
        await put(write(1, { body: { votes: 0 } }))
        expect(await put(write(1, { body: { votes: 9 } }))).toEqual([id])
        expect(await get()).toMatchObject({ version: 1, guard: 2, body: { votes: 0 } })
      })

      test('is judged by itself: others of the same call are written', async () => {
        await put(write(0))
        const all = [write(0, { id: 'a' }), write(0), write(0, { id: 'z' })]
        expect(await put(...all)).toEqual([id])
        expect((await listed(register, partition)).map((one) => one.id)).toEqual(['a', id, 'z'])
      })

      test('may follow another of the same entry in one call', async () => {
        expect(await put(write(0), write(1), write(1), write(2))).toEqual([id])
        expect(await get()).toMatchObject({ version: 3, guard: 3, body: { votes: 2 } })
      })

      test('has one winner among several that read the same guard', async () => {
        const stores = [register, await home.reopen()]
        await put(write(0))
        const tries = Array.from({ length: 20 }, (_, n) =>
          (stores[n % 2] ?? register).put(partition, [write(1, { body: n })], signal),
        )
        const answers = await Promise.all(tries)
        const winners = answers.flatMap((refused, n) => (refused.length === 0 ? [n] : []))
        expect(winners).toHaveLength(1)
        expect(await get()).toMatchObject({ version: 2, guard: 2, body: winners[0] })
        expect(await historyOf(register, partition, id)).toHaveLength(2)
      })

      test('does nothing once the signal has aborted', async () => {
        const stopped = AbortSignal.abort(new Error('stop'))
        await expect(register.put(partition, [write(0)], stopped)).rejects.toThrow('stop')
        expect(await get()).toBeUndefined()
        await expect(register.get(partition, id, stopped)).rejects.toThrow('stop')
        await expect(register.tell(partition, [{ id, version: 1 }], stopped)).rejects.toThrow('stop')
        await expect(Array.fromAsync(register.list(partition, {}, stopped))).rejects.toThrow('stop')
      })

      test('of nothing is nothing', async () => {
        expect(await put()).toEqual([])
      })
    })

    describe('what was told', () => {
      const told = async (version: number) => register.tell(partition, [{ id, version }], signal)

      test('is noted, leaves guard and version alone, and never goes back', async () => {
        await put(write(0), write(1))
        await told(2)
        await told(1)
        expect(await get()).toMatchObject({ version: 2, guard: 2, told: 2 })
        expect(await put(write(2))).toEqual([])
      })

      test('stays noted when another version is written', async () => {
        await put(write(0))
        await told(1)
        await put(write(1), write(2, { body: { votes: 1 } }))
        expect(await get()).toMatchObject({ version: 2, guard: 3, told: 1 })
        expect(await listed(register, partition)).toMatchObject([{ told: 1 }])
      })

      test('of an entry that is not there makes none', async () => {
        await told(1)
        expect(await get()).toBeUndefined()
        expect(await listed(register, partition)).toEqual([])
        expect(await put(write(0))).toEqual([])
      })
    })

    registerLists(() => home)
    registerOfAnySize(() => home)
    registerLaws(() => home)
  })
}
