import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ExportTarget } from '../../../engine/export/target.ts'
import type { ExportPorts } from '../../../engine/process/export/ports.ts'
import {
  type Exporting,
  election,
  exportThrough,
  newExporting,
  type Stand,
  sha256,
  signal,
} from './exporting.ts'

let home: Exporting
beforeEach(() => {
  home = newExporting()
})
afterEach(() => home.close())

const stand = (contest: string, unit: string, votes: number | null): Stand => ({ contest, unit, votes })

/** Every file is what the formats make of what stands, and the index says so. */
async function expectRight(one: Exporting): Promise<void> {
  const { ports, folder } = one
  const { contests } = one.index()
  const wanted = (await one.standing()).filter(({ results }) => results.length > 0)
  expect(contests.map(({ id }) => id)).toEqual(wanted.map(({ contest }) => contest))
  for (const [at, contest] of wanted.entries())
    for (const format of ports.exports.formats) {
      const text = [...format.ofContest(contest)].join('')
      const listed = contests[at]?.files.find((found) => found.format === format.name)
      expect(listed).toMatchObject({ sha256: sha256(text), bytes: Buffer.byteLength(text) })
      expect(one.file(listed?.path ?? '')).toBe(text)
      expect(one.file(listed?.body ?? '')).toBe(text)
    }
  for (const { contest } of (await one.standing()).filter(({ results }) => results.length === 0))
    expect(existsSync(join(folder, `${election}/contests/${contest}.json`))).toBe(false)
}

test('every contest is there in every format, under a name that stays and under one of its own', async () => {
  const messages = await home.say(
    stand('zz/senate', 'oak', 5),
    stand('zz/senate', 'elm', 7),
    stand('zz/house/1', 'oak', 3),
  )
  expect(await exportThrough(home.ports)(messages, signal)).toEqual([])
  await expectRight(home)
  expect(home.index().contests.flatMap(({ files }) => files.map(({ path }) => path))).toEqual([
    `${election}/contests/zz/house/1.json`,
    `${election}/contests/zz/house/1.csv`,
    `${election}/contests/zz/house/1.nist.json`,
    `${election}/contests/zz/house/1.nist.xml`,
    `${election}/contests/zz/senate.json`,
    `${election}/contests/zz/senate.csv`,
    `${election}/contests/zz/senate.nist.json`,
    `${election}/contests/zz/senate.nist.xml`,
  ])
  expect(home.index().whole.map(({ id, files }) => [id, files.map(({ path }) => path)])).toEqual([
    ['report', [`${election}/report.nist.json`, `${election}/report.nist.xml`]],
    ['snapshot', [`${election}/snapshot.ndjson.gz`]],
  ])
})

test('messages say which contest, and never what stands: an old one does no harm', async () => {
  const [old, ...news] = await home.say(stand('zz/senate', 'oak', 5), stand('zz/senate', 'oak', 9))
  await exportThrough(home.ports)(news, signal)
  await exportThrough(home.ports)(old === undefined ? [] : [old], signal)
  expect(home.file(`${election}/contests/zz/senate.csv`)).toContain(',9,')
  await expectRight(home)
})

test('what did not change is not written again', async () => {
  const messages = await home.say(stand('zz/senate', 'oak', 5), stand('zz/house', 'oak', 3))
  const written: string[] = []
  const exports = exportThrough(watched(home.ports, (path) => void written.push(path)))
  await exports(messages, signal)
  expect(written.splice(0).length).toBeGreaterThan(16)
  await exports(messages, signal)
  expect(written.splice(0)).toEqual([])
  await exports(await home.say(stand('zz/senate', 'oak', 6)), signal)
  const names = written.map((path) => path.replace(/bodies.*\//, 'bodies/').replace(/\d+-[0-9a-f]+/, 'N'))
  expect(names.filter((path) => path.includes('house'))).toEqual([])
  expect(names.filter((path) => path.includes('contests/'))).toHaveLength(4)
  expect(written.filter((path) => path.includes('/bodies/zz/senate/'))).toHaveLength(4)
})

test('many changes of a contest in one batch are one write', async () => {
  const messages = await home.say(...Array.from({ length: 30 }, (_, n) => stand('zz/senate', `c${n % 3}`, n)))
  const written: string[] = []
  await exportThrough(watched(home.ports, (path) => void written.push(path)))(messages, signal)
  expect(written.filter((path) => path.endsWith('senate.csv'))).toHaveLength(1)
  await expectRight(home)
})

test('a contest of which nothing stands any more goes, from the index and from its names', async () => {
  const exports = exportThrough(home.ports)
  await exports(await home.say(stand('zz/senate', 'oak', 5), stand('zz/house', 'oak', 3)), signal)
  await exports(await home.say(stand('zz/senate', 'oak', null)), signal)
  await expectRight(home)
  expect(home.index().contests.map(({ id }) => id)).toEqual(['zz/house'])
})

test('who reads an old index has an hour to read what it names', async () => {
  const exports = exportThrough(home.ports)
  await exports(await home.say(stand('zz/senate', 'oak', 5)), signal)
  const [old] = home.index().contests[0]?.files ?? []
  const text = home.file(old?.body ?? '')
  await exports(await home.say(stand('zz/senate', 'oak', 6)), signal)
  expect(home.file(old?.body ?? '')).toBe(text)
  await home.clock.advance(61 * 60_000)
  await exports(await home.say(stand('zz/senate', 'oak', 7)), signal)
  expect(existsSync(join(home.folder, old?.body ?? ''))).toBe(false)
  await expectRight(home)
})

test('ids lead to no other folder and never share a name', async () => {
  const ids = [
    '../../up',
    '..',
    '/',
    'a.json/b',
    'a',
    'a_2e_json/b',
    'x'.repeat(400),
    `${'x'.repeat(399)}y`,
    'ä/ö',
    '.',
  ]
  await exportThrough(home.ports)(await home.say(...ids.map((id, n) => stand(id, 'oak', n))), signal)
  await expectRight(home)
  const paths = home.index().contests.flatMap(({ files }) => files.map(({ path }) => path))
  expect(new Set(paths).size).toBe(ids.length * 4)
  expect(await readdir(home.folder)).toEqual([election, '.unfinished'].toSorted())
})

test('a crash at any moment, and the messages again: the end is the same', async () => {
  let isDone = false
  let moment = 0
  while (!isDone) {
    moment += 1
    const one = newExporting(['csv', 'compact-json'])
    try {
      const first = await one.say(stand('zz/senate', 'oak', 5), stand('zz/house', 'oak', 3))
      await exportThrough(one.ports)(first, signal)
      const messages = await one.say(stand('zz/senate', 'oak', 6), stand('zz/house', 'oak', null))
      const crash = crashing(one.ports, moment)
      isDone = await exportThrough(crash)(messages, signal).then(
        () => true,
        () => false,
      )
      await exportThrough(one.ports)(messages, signal)
      await expectRight(one)
    } finally {
      await one.close()
    }
  }
  expect(moment).toBeGreaterThan(30)
})

test.each([
  ['goes on', false],
  ['ends after one more call, and its messages come again', true],
])(
  'one that stands still at any moment while another exports what is newer, and %s: the end is the newest',
  async (_, isKilled) => {
    let isDone = false
    let moment = 0
    while (!isDone) {
      moment += 1
      const one = newExporting(['csv'])
      try {
        await exportThrough(one.ports)(await one.say(stand('zz/senate', 'oak', 1)), signal)
        const old = await one.say(stand('zz/senate', 'oak', 2))
        const { ports, reached, goOn } = pausing(one.ports, moment, isKilled)
        const slow = exportThrough(ports)(old, signal).catch(() => [])
        isDone = await Promise.race([reached.then(() => false), slow.then(() => true)])
        // Every other time it comes back to what was there before.
        const newer = await one.say(
          stand('zz/senate', 'oak', moment % 2 === 0 ? 3 : 1),
          stand('zz/house', 'oak', 7),
        )
        await exportThrough(one.ports)(newer, signal)
        goOn()
        await slow
        if (isKilled) await exportThrough(one.ports)(old, signal)
        await expectRight(one)
      } finally {
        await one.close()
      }
    }
    expect(moment).toBeGreaterThan(25)
  },
)

type Around = <T>(call: string, path: string, work: () => Promise<T>) => Promise<T>

/** Ports whose calls that write go through `around`. */
function around(ports: ExportPorts, each: Around): ExportPorts {
  const { register, exports } = ports
  const target: ExportTarget = {
    ...exports.target,
    write: (path, ...rest) => each('write', path, () => exports.target.write(path, ...rest)),
    remove: (path, ...rest) => each('remove', path, () => exports.target.remove(path, ...rest)),
  }
  return {
    ...ports,
    exports: { ...exports, target },
    register: {
      ...register,
      get: (partition, ...rest) => each('get', partition, () => register.get(partition, ...rest)),
      put: (partition, ...rest) => each('put', partition, () => register.put(partition, ...rest)),
      tell: (partition, ...rest) => each('tell', partition, () => register.tell(partition, ...rest)),
    },
  }
}

const watched = (ports: ExportPorts, see: (path: string) => void): ExportPorts =>
  around(ports, async (call, path, work) => {
    if (call === 'write') see(path)
    return await work()
  })

/** The process ends before the call of that number, or after it: nothing is done any more. */
function crashing(ports: ExportPorts, moment: number): ExportPorts {
  let calls = 0
  return around(ports, async (_call, _path, work) => {
    calls += 1
    if (2 * calls - 1 >= moment) throw new Error('killed')
    const done = await work()
    if (2 * calls >= moment) throw new Error('killed')
    return done
  })
}

/** Stands still before, or after, the call of that number; killed, it does that one call more and no other. */
function pausing(ports: ExportPorts, moment: number, isKilled: boolean) {
  const reached = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  let calls = 0
  let isDead = false
  const stop = async (at: number): Promise<void> => {
    if (at !== moment) return
    reached.resolve()
    await goOn.promise
  }
  const slow = around(ports, async (_call, _path, work) => {
    if (isDead) throw new Error('killed')
    const at = (calls += 1)
    await stop(2 * at - 1)
    const done = await work()
    await stop(2 * at)
    isDead ||= isKilled && 2 * at >= moment
    return done
  })
  return { ports: slow, reached: reached.promise, goOn: () => goOn.resolve() }
}
