import { expect, test } from 'vitest'
import type { Register } from '../../engine/register/register.ts'
import { killAtRandom, seeded, startChild } from './child.ts'
import { historyOf, id, listed, partition, signal } from './register-samples.ts'

const counter = new URL('children/register-counter.ts', import.meta.url)

export interface SharedRegister extends AsyncDisposable {
  readonly register: Register
  /** What a child is told: the file or the address, and the table. */
  readonly place: string
  readonly table?: string
}

/** What holds where several processes share one register. */
export function registerProcesses(
  open: () => Promise<SharedRegister>,
  { each, lives }: { readonly each: number; readonly lives: number },
): void {
  const start = ({ place, table }: SharedRegister, name: string, last: number) =>
    startChild(counter, place, name, last, ...(table === undefined ? [] : [table]))
  const counted = async ({ register }: SharedRegister): Promise<Readonly<Record<string, number>>> =>
    ((await register.get(partition, id, signal))?.body ?? {}) as Readonly<Record<string, number>>

  test('processes that count in one entry lose nothing, and every version is a step of one of them', async () => {
    await using home = await open()
    const ends = await Promise.all(['a', 'b', 'c'].map((name) => start(home, name, each).ended))
    expect(ends).toEqual(ends.map(() => ({ code: 0, complaint: '' })))
    expect(await home.register.get(partition, id, signal)).toMatchObject({
      version: 3 * each,
      guard: 3 * each,
      body: { a: each, b: each, c: each },
    })
    const past = await historyOf(home.register, partition, id)
    const sums = past.map(({ body }) =>
      Object.values(body as Readonly<Record<string, number>>).reduce((sum, one) => sum + one),
    )
    expect(sums).toEqual(past.map(({ version }) => version))
    expect(sums).toHaveLength(3 * each)
  }, 120_000)

  test('a process that is killed anywhere leaves whole versions, and all that it said it wrote', async () => {
    await using home = await open()
    const random = seeded(11)
    for (let life = 0; life < lives; life++) {
      // oxlint-disable-next-line no-await-in-loop -- one life after the other
      const said = await killAtRandom(start(home, 'a', 100_000), random)
      // oxlint-disable-next-line no-await-in-loop -- one life after the other
      const { a = 0 } = await counted(home)
      expect(a - Number(said.at(-1))).toBeOneOf([0, 1])
      // oxlint-disable-next-line no-await-in-loop -- one life after the other
      const past = await historyOf(home.register, partition, id)
      expect(past.map(({ version, body }) => [version, body])).toEqual(
        Array.from({ length: a }, (_, at) => [at + 1, { a: at + 1 }]),
      )
      // oxlint-disable-next-line no-await-in-loop -- one life after the other
      expect(await listed(home.register, partition, { group: `after ${a}` })).toHaveLength(1)
    }
  }, 120_000)
}
