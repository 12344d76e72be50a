import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Header, pack } from 'tar-stream'
import { describe, expect, test } from 'vitest'
import { bodyOf, collect } from '../../engine/flow/collect.ts'
import { giveBack } from '../../engine/flow/lent-bytes.ts'
import { gzip } from '../../engine/unpack/gzip.ts'
import { tar } from '../../engine/unpack/tar.ts'
import { failure, payloadOf, unpacked, unpackerConformance } from '../conformance/unpacker.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const site = { position: () => undefined, report: () => {} }
const every = tar.create({}, site)
type Given = Partial<Header> & { readonly name: string; readonly body?: string }

async function tarFile(...entries: readonly Given[]): Promise<Buffer> {
  const made = pack()
  for (const { body = '', ...header } of entries) {
    if (header.type === undefined || header.type === 'file') made.entry(header, body)
    else made.entry(header)
  }
  made.finalize()
  return Buffer.from(
    await collect(made as unknown as AsyncIterable<Uint8Array>, Infinity, () => expect.unreachable()),
  )
}

const two = await tarFile(
  { name: 'b.txt', body: 'the second member\n' },
  { name: 'a/detail.xml', body: '<first/> member\n' },
)
/** Of three thousand bytes, most of them zero, every seventh is tried. */
const isTried = (byte: number) => byte % 7 === 0 && (byte >= 2048 || byte % 1024 < 512)

unpackerConformance(
  every,
  two,
  [
    ['https://example.gov/results!b.txt', 'the second member\n'],
    ['https://example.gov/results!a/detail.xml', '<first/> member\n'],
  ],
  // Its checksums are of headers alone.
  { byte: (offset) => !isTried(offset) },
)

describe('an archive that tar itself wrote', () => {
  const long = `${'precincts/'.repeat(15)}results.csv`
  test.each(['ustar', 'gnu', 'pax', 'v7'])('is read in the format %s', async (format) => {
    const folder = temporaryFolder('tar')
    const names = format === 'v7' || format === 'ustar' ? ['results.csv'] : ['results.csv', long]
    for (const name of names) {
      mkdirSync(join(folder, name, '..'), { recursive: true })
      writeFileSync(join(folder, name), `of ${name}`)
    }
    const archive = execFileSync('tar', ['-c', `--format=${format}`, '-C', folder, '.'])
    const given = await unpacked(tar.create({ members: '**/*.csv' }, site), bodyOf(archive))
    expect(Object.fromEntries(given)).toEqual(
      Object.fromEntries(names.map((name) => [`https://example.gov/results!${name}`, `of ${name}`])),
    )
  })

  test('is read through gzip, whoever gives back what was read of one member', async () => {
    const inner = gzip.create({}, site)
    const given = ['a', 'b', 'c'].map((name) => ({ name, body: name.repeat(200_000) }))
    const read: Given[] = []
    const limits = { inflatedBytes: 1_000_000, members: 10 }
    const { signal } = new AbortController()
    const archive = gzipSync(await tarFile(...given))
    for await (const whole of inner.unpack(payloadOf(bodyOf(archive)), limits, signal))
      for await (const { origin, body } of every.unpack(whole, limits, signal)) {
        let text = ''
        for await (const piece of body) {
          text += Buffer.from(piece).toString()
          giveBack(piece)
        }
        read.push({ name: origin.slice(-1), body: text })
      }
    expect(read).toEqual(given)
  })
})

describe('members', () => {
  test.each([
    [{ members: ['*.csv', 'notes/*.txt'] }, ['a.csv', 'b.csv', 'notes/c.txt']],
    [{ members: '*.csv', except: 'b*' }, ['a.csv']],
    [{ except: ['*.csv', '**/d.*'] }, ['notes/c.txt']],
  ])('%j chooses by whole name', async (options, chosen) => {
    const names = ['a.csv', 'b.csv', 'notes/c.txt', 'notes/d.bin']
    const archive = await tarFile(...names.map((name) => ({ name, body: name })))
    const given = await unpacked(tar.create(options, site), bodyOf(archive))
    expect(given.map(([, text]) => text)).toEqual(chosen)
  })

  test('that none has are named', async () => {
    const options = { members: ['*.xml', '*.json'], except: 'b*' }
    const { code, message } = await failure(unpacked(tar.create(options, site), bodyOf(two)))
    expect(code).toBe('UNPACK_NOTHING')
    expect(message).toContain('"*.xml, *.json, but not b*". The archive has b.txt, a/detail.xml')
  })
})

test('a pattern that is none is reported at its key', () => {
  const errors: { code: string; at: unknown }[] = []
  const told = {
    position: (path: readonly (string | number)[] = []) => ({ file: path.join('.'), line: 1, column: 1 }),
    report: (error: { code: string; at: unknown }) => void errors.push(error),
  }
  tar.create({ members: ['*.csv', '!(old)*'], except: '!(new)' }, told)
  expect(errors.map(({ code, at }) => [code, at])).toMatchObject([
    ['UNPACK_GLOB', { file: 'members' }],
    ['UNPACK_GLOB', { file: 'except' }],
  ])
})

describe('hostile archives', () => {
  const limits = { inflatedBytes: 1_000, members: 3 }
  const open = async (...entries: readonly Given[]) =>
    failure(unpacked(every, bodyOf(await tarFile(...entries)), limits))

  test.each([
    '../../etc/passwd',
    '/etc/passwd',
    'C:/windows/x.txt',
    'a\\..\\x.txt',
    'a\\b.txt',
    'a\nb.txt',
    `${'x'.repeat(1_001)}.txt`,
  ])('a member called %j is refused, wanted or not', async (name) => {
    const archive = await tarFile({ name: 'good.txt', body: 'good' }, { name, body: 'x' })
    const only = tar.create({ members: 'good.txt' }, site)
    expect((await failure(unpacked(only, bodyOf(archive), limits))).code).toBe('UNPACK_PATH')
  })

  test('a device of old is only a name', async () => {
    const archive = await tarFile({ name: 'aux.csv', body: 'x' })
    expect(await unpacked(every, bodyOf(archive))).toEqual([['https://example.gov/results!aux.csv', 'x']])
  })

  test.each(['symlink', 'link', 'fifo', 'character-device', 'block-device'] as const)(
    'a %s is no file, unless nobody wants it',
    async (type) => {
      const entries = [
        { name: 'a.txt', body: 'x' },
        { name: 'passwd', type, linkname: '/etc/passwd' },
      ]
      expect(await open(...entries)).toMatchObject({ code: 'UNPACK_NO_FILE' })
      const only = tar.create({ except: 'passwd' }, site)
      expect(await unpacked(only, bodyOf(await tarFile(...entries)))).toHaveLength(1)
    },
  )

  test('a link that tar itself wrote is none either', async () => {
    const folder = temporaryFolder('tar')
    symlinkSync('/etc/passwd', join(folder, 'results.csv'))
    const archive = execFileSync('tar', ['-c', '-C', folder, 'results.csv'])
    expect((await failure(unpacked(every, bodyOf(archive)))).code).toBe('UNPACK_NO_FILE')
  })

  test('too many members, too many bytes and two of one name are refused', async () => {
    const named = ['a', 'b', 'c', 'd'].map((name) => ({ name, body: name }))
    expect((await open(...named)).code).toBe('UNPACK_TOO_MANY')
    expect((await open({ name: 'a', body: 'x'.repeat(1_001) })).code).toBe('UNPACK_TOO_LARGE')
    const halves = ['a', 'b'].map((name) => ({ name, body: 'x'.repeat(501) }))
    expect((await open(...halves)).code).toBe('UNPACK_TOO_LARGE')
    expect((await open({ name: 'a', body: '1' }, { name: 'a', body: '2' })).code).toBe('UNPACK_DUPLICATE')
  })

  test('a size that lies ends in an error', async () => {
    const archive = await tarFile({ name: 'a', body: 'x'.repeat(600) })
    const lying = withSize(archive, 500_000)
    expect((await failure(unpacked(every, bodyOf(lying)))).code).toBe('UNPACK_TRUNCATED')
    const short = withSize(archive, 10)
    expect((await failure(unpacked(every, bodyOf(short)))).code).toMatch(/^UNPACK_(DAMAGED|TRUNCATED)$/)
  })
})

/** The same archive, whose first member says that it has another size. */
function withSize(archive: Uint8Array, size: number): Buffer {
  const lying = Buffer.from(archive)
  lying.write(`${size.toString(8).padStart(11, '0')} `, 124, 'latin1')
  lying.fill(' ', 148, 156)
  const sum = lying.subarray(0, 512).reduce((total, byte) => total + byte, 0)
  lying.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return lying
}
