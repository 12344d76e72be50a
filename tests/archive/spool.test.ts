import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Content, spool, textContent } from '../../engine/archive/spool.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import { noise, sha256 } from '../conformance/archive-samples.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'canvass-test-spool-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const base64 = (bytes: Uint8Array): string => Buffer.from(sha256(bytes), 'hex').toString('base64')
const read = async (content: Content): Promise<Buffer> => Buffer.concat(await content.body().toArray())

describe.each([
  ['nothing', []],
  ['a few pieces', [Buffer.from('Wake;'), Buffer.from(''), Buffer.from('1204\n')]],
  ['as much as stays in memory', [noise(1_000_000)]],
  ['one byte more', [noise(1_000_000), Buffer.from('x')]],
  ['many megabytes', Array.from({ length: 30 }, () => noise(300_000))],
])('%s', (_, pieces) => {
  const whole = Buffer.concat(pieces)

  test('comes back whole, as often as wanted, with its size and checksum', async () => {
    await using spooled = spool(folder)
    await spooled.fill(bodyOf(...pieces))
    const content = spooled.content()
    expect(content).toMatchObject({ bytes: whole.byteLength, checksum: base64(whole) })
    expect((await read(content)).equals(whole)).toBe(true)
    const [one, other] = await Promise.all([read(content), read(content)])
    expect(one.equals(whole) && other.equals(whole)).toBe(true)
  })

  test('is a file that nobody finds', async () => {
    await using spooled = spool(folder)
    await spooled.fill(bodyOf(...pieces))
    expect(readdirSync(folder)).toEqual([])
  })
})

test('a reader that stops early takes nothing away from the next one', async () => {
  await using spooled = spool(folder)
  await spooled.fill(bodyOf(noise(3_000_000)))
  const content = spooled.content()
  for await (const piece of content.body()) {
    expect(piece).toBeInstanceOf(Uint8Array)
    break
  }
  expect((await read(content)).equals(noise(3_000_000))).toBe(true)
})

test('says ARCHIVE_FAILED, with the folder, where there is no room for the file', async () => {
  const nowhere = join(folder, 'missing')
  await using spooled = spool(nowhere)
  await expect(spooled.fill(bodyOf(noise(2_000_000)))).rejects.toMatchObject({
    code: 'ARCHIVE_FAILED',
    message: expect.stringContaining(nowhere) as string,
  })
})

/** The system takes what there is room for, and says so with the next piece alone. */
test('says ARCHIVE_FAILED where only a part of one piece has room', () => {
  const script = `
    import { spool } from ${JSON.stringify(import.meta.resolve('../../engine/archive/spool.ts'))}
    const one = async function* () { yield Buffer.alloc(5_000_000) }
    await spool(${JSON.stringify(folder)}).fill(one()).then(() => console.log('all'), ({ code }) => console.log(code))`
  const limited = `trap '' XFSZ; ulimit -f 2000; exec "$0" --input-type=module -e "$1"`
  const said = execFileSync('bash', ['-c', limited, process.execPath, script], { encoding: 'utf8' })
  expect(said.trim()).toBe('ARCHIVE_FAILED')
})

test('says ARCHIVE_FAILED where the file can not be read again', async () => {
  const spooled = spool(folder)
  await spooled.fill(bodyOf(noise(2_000_000)))
  const content = spooled.content()
  await spooled[Symbol.asyncDispose]()
  await expect(read(content)).rejects.toMatchObject({ code: 'ARCHIVE_FAILED' })
})

test('a text has its bytes and its checksum', async () => {
  const content = textContent('Mü')
  expect(content).toMatchObject({ bytes: 3, checksum: base64(Buffer.from('Mü')) })
  expect(await read(content)).toEqual(Buffer.from('Mü'))
})
