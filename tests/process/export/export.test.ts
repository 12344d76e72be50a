import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkExports } from '../../../engine/process/export/check-exports.ts'
import { exportElection, exporter, tickExports } from '../../../engine/process/export/export.ts'
import type { ExportPorts } from '../../../engine/process/export/ports.ts'
import { standingNow } from '../../../engine/process/export/standing.ts'
import { around } from './around.ts'
import { expectRight } from './expect-right.ts'
import { type Exporting, election, exportThrough, newExporting, signal, stand } from './exporting.ts'

let home: Exporting
beforeEach(() => {
  home = newExporting()
})
afterEach(() => home.close())

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

test('in some formats only: others stay as they were and stay listed, until nothing of the contest stands', async () => {
  await exportThrough(home.ports)(await home.say(stand('zz/senate', 'oak', 5)), signal)
  const old = home.file(`${election}/contests/zz/senate.nist.xml`)
  const [report] = home.index().whole
  const news = await home.say(stand('zz/senate', 'oak', 9))
  const only = (word: string) => {
    const formats = home.ports.exports.formats.filter(({ name }) => name === word)
    return { ...home.ports, exports: { ...home.ports.exports, formats, isPartial: true } }
  }
  const partial = only('csv')
  await exportThrough(partial)(news, signal)
  expect(home.file(`${election}/contests/zz/senate.csv`)).toContain(',9,')
  expect(home.file(`${election}/contests/zz/senate.nist.xml`)).toBe(old)
  const [listed] = home.index().contests
  expect(listed?.files.map(({ format }) => format).toSorted()).toEqual([
    'compact-json',
    'csv',
    'nist-json',
    'nist-xml',
  ])
  expect(home.index().whole[0]).toEqual(report)
  const standing = standingNow(home.ports.register)
  const asked = { ...partial, standing, election, isThorough: true }
  const problems = async (exporting: Parameters<typeof checkExports>[0]) =>
    (await checkExports(exporting, signal)).problems.map(({ path, problem }) => `${problem} ${path}`)
  expect(await problems(asked)).toEqual([])
  await exportElection({ ...asked, ...only('nist-json') }, () => undefined, signal)
  expect(await problems({ ...asked, ...home.ports })).toContain(`OLD ${election}/report.nist.xml`)
  await exportElection({ ...asked, ...home.ports }, () => undefined, signal)
  expect(await problems({ ...asked, ...home.ports })).toEqual([])
  await exportThrough(partial)(await home.say(stand('zz/senate', 'oak', null)), signal)
  expect(home.index().contests).toEqual([])
  expect(existsSync(join(home.folder, `${election}/contests/zz/senate.nist.xml`))).toBe(false)
})

test('messages say which contest, and never what stands: an old one does no harm', async () => {
  const [old, ...news] = await home.say(stand('zz/senate', 'oak', 5), stand('zz/senate', 'oak', 9))
  await exportThrough(home.ports)(news, signal)
  await exportThrough(home.ports)(old === undefined ? [] : [old], signal)
  expect(home.file(`${election}/contests/zz/senate.csv`)).toContain(',9,')
  await expectRight(home)
})

test('messages write what contests say, and never files of the whole election: those come with a tick', async () => {
  const messages = await home.say(stand('zz/senate', 'oak', 5))
  await exporter.make(home.ports)(messages, signal)
  expect(home.index().contests).toHaveLength(1)
  expect(home.index().whole).toEqual([])
  await tickExports(home.ports, home.clock.now().getTime(), signal)
  expect(home.index().whole.map(({ id }) => id)).toEqual(['report', 'snapshot'])
})

test('an election that has grown too large has no report any more, and all else', async () => {
  const ports = { ...home.ports, exports: { ...home.ports.exports, mostInReport: 2 } }
  const report = join(home.folder, `${election}/report.nist.json`)
  await exportThrough(ports)(
    await home.say(stand('zz/senate', 'oak', 5), stand('zz/senate', 'elm', 5)),
    signal,
  )
  expect(existsSync(report)).toBe(true)
  await home.clock.advance(60_000)
  await exportThrough(ports)(await home.say(stand('zz/house', 'oak', 5)), signal)
  expect(existsSync(report)).toBe(false)
  expect(home.index().whole.map(({ id }) => id)).toEqual(['snapshot'])
  expect(home.index().contests.map(({ files }) => files.length)).toEqual([4, 4])
  // Looked at again after a while only, and written once it is small enough.
  await exportThrough(ports)(await home.say(stand('zz/house', 'oak', null)), signal)
  expect(existsSync(report)).toBe(false)
  await home.clock.advance(300_000)
  await tickExports(ports, home.clock.now().getTime(), signal)
  expect(existsSync(report)).toBe(true)
  const asked = { ...ports, standing: standingNow(ports.register), election, isThorough: false }
  expect((await checkExports(asked, signal)).problems).toEqual([])
})

test('an index that could not be written comes with the next tick', async () => {
  await home.say(stand('zz/senate', 'oak', 5))
  let isDown = true
  const ports = around(home.ports, async (call, path, work) => {
    if (isDown && call === 'write' && path.endsWith('index.json')) throw new Error('no answer')
    return await work()
  })
  await expect(tickExports(ports, 0, signal)).rejects.toThrow('no answer')
  isDown = false
  await tickExports(ports, 0, signal)
  expect(home.index().whole.map(({ id }) => id)).toEqual(['report', 'snapshot'])
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

const watched = (ports: ExportPorts, see: (path: string) => void): ExportPorts =>
  around(ports, async (call, path, work) => {
    if (call === 'write') see(path)
    return await work()
  })
