import { describe, expect, test } from 'vitest'
import { bodyOf } from '../../engine/flow/collect.ts'
import { zip } from '../../engine/unpack/zip.ts'
import {
  failure,
  inPieces,
  never,
  payloadOf,
  unpacked,
  unpackerConformance,
} from '../conformance/unpacker.ts'
import { type Put, zipFile } from './zip-file.ts'

const site = { position: () => undefined, report: () => {} }
const every = zip.create({}, site)
const two = zipFile(
  { name: 'b.txt', body: 'the second member\n' },
  { name: 'a/detail.xml', body: '<first/> member\n', stored: true },
)

unpackerConformance(every, two, [
  ['https://example.gov/results!a/detail.xml', '<first/> member\n'],
  ['https://example.gov/results!b.txt', 'the second member\n'],
])

describe('members', () => {
  const names = ['results_pct_1.txt', 'results_pct_2.txt', 'readme.txt', 'old/results_pct_1.txt']
  const archive = zipFile(...names.map((name) => ({ name, body: name })))

  test.each([
    ['results_pct_*.txt', ['results_pct_1.txt', 'results_pct_2.txt']],
    ['**/results_pct_1.txt', ['old/results_pct_1.txt', 'results_pct_1.txt']],
    ['{readme,README}.txt', ['readme.txt']],
    ['**', ['old/results_pct_1.txt', 'readme.txt', 'results_pct_1.txt', 'results_pct_2.txt']],
  ])('%s chooses by whole name, in the order of names', async (members, chosen) => {
    const given = await unpacked(zip.create({ members }, site), bodyOf(archive))
    expect(given.map(([, text]) => text)).toEqual(chosen)
  })

  test('names what there is when none matches', async () => {
    const error = await failure(unpacked(zip.create({ members: '*.xml' }, site), bodyOf(archive)))
    expect(error.code).toBe('UNPACK_NOTHING')
    expect(error.message).toContain('old/results_pct_1.txt, readme.txt, results_pct_1.txt')
  })

  test('an archive without members is nothing', async () => {
    expect((await failure(unpacked(every, bodyOf(zipFile())))).code).toBe('UNPACK_NOTHING')
    const folders = zipFile({ name: 'folder/', body: '', stored: true })
    expect((await failure(unpacked(every, bodyOf(folders)))).code).toBe('UNPACK_NOTHING')
  })

  test('a member keeps the request and loses the type of the archive', async () => {
    for await (const member of every.unpack(
      payloadOf(bodyOf(archive)),
      { inflatedBytes: 999, members: 9 },
      never,
    )) {
      expect(member.request).toBe('main')
      expect(member.contentType).toBeUndefined()
    }
  })

  test('a member that is not wanted is not inflated', async () => {
    const big = zipFile({ name: 'a.txt', body: 'small' }, { name: 'big.bin', body: Buffer.alloc(5_000_000) })
    const only = zip.create({ members: 'a.txt' }, site)
    expect(await unpacked(only, bodyOf(big))).toEqual([['https://example.gov/results!a.txt', 'small']])
  })
})

describe('hostile archives', () => {
  const limits = { inflatedBytes: 1_000_000, members: 3 }
  const open = (...puts: readonly Put[]): Promise<unknown> =>
    unpacked(every, bodyOf(zipFile(...puts)), limits)
  const bomb = { name: 'bomb.txt', body: Buffer.alloc(50_000_000) }

  test('a bomb that admits its size is never inflated', async () => {
    expect((await failure(open(bomb))).code).toBe('UNPACK_TOO_LARGE')
  })

  test('a bomb that lies about its size stops at the lie', async () => {
    const error = await failure(open({ ...bomb, size: 10 }))
    expect(error.code).toBe('UNPACK_DAMAGED')
    expect(error.message).toContain('too many bytes in the stream. expected 10')
  })

  test('a bomb of many members is counted as a whole', async () => {
    const members = ['a', 'b', 'c'].map((name) => ({ name, body: Buffer.alloc(400_000) }))
    expect((await failure(open(...members))).code).toBe('UNPACK_TOO_LARGE')
  })

  test('too many members are refused before they are listed', async () => {
    const members = ['a', 'b', 'c', 'd'].map((name) => ({ name, body: name }))
    expect((await failure(open(...members))).code).toBe('UNPACK_TOO_MANY')
  })

  test.each([
    ['../../etc/passwd', 'invalid relative path'],
    ['/etc/passwd', 'absolute path'],
    ['C:\\windows\\x.txt', 'absolute path'],
    ['a\\..\\..\\x.txt', 'invalid relative path'],
  ])('a member called %s is refused', async (name, problem) => {
    const error = await failure(open({ name, body: 'x' }, { name: 'good.txt', body: 'good' }))
    expect(error.code).toBe('UNPACK_PATH')
    expect(error.message).toContain(problem)
  })

  test.each([
    ['an encrypted member', { flags: 0x801 }, 'UNPACK_ENCRYPTED'],
    ['a link', { mode: 0o120777 }, 'UNPACK_NO_FILE'],
    ['an unknown compression', { method: 14 }, 'UNPACK_METHOD'],
    ['a wrong checksum', { checksum: 1 }, 'UNPACK_DAMAGED'],
    ['too small a size', { size: 3 }, 'UNPACK_DAMAGED'],
    ['too large a size', { size: 5 }, 'UNPACK_DAMAGED'],
  ])('%s is an error', async (_, lie, code) => {
    expect((await failure(open({ name: 'a.txt', body: 'body', ...lie }))).code).toBe(code)
  })

  test('strong encryption is an error too', async () => {
    expect((await failure(open({ name: 'a.txt', body: 'body', flags: 0x841 }))).code).toBe('UNPACK_DAMAGED')
  })

  test('two members of one name are refused', async () => {
    const error = await failure(open({ name: 'a.txt', body: '1' }, { name: 'a.txt', body: '2' }))
    expect(error.code).toBe('UNPACK_DUPLICATE')
  })

  test('bytes after the end are an error', async () => {
    const longer = Buffer.concat([two, Buffer.from('more')])
    expect((await failure(unpacked(every, inPieces(longer, 64)))).code).toBe('UNPACK_DAMAGED')
  })
})
