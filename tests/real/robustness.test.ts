import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { neverPolled, standingAfter } from '../../engine/backtest/standing.ts'
import type { Judged } from '../../engine/poll/process-capture.ts'
import { judgeFiles } from '../helpers/judged.ts'
import { judgedReal, type RealCaptureName, realCaptures } from './real-captures.ts'
import { describeReal } from './real-files.ts'

/** One capture of each format; the primary of Allegheny is of the format of the special elections, and large. */
const oneOfEach = [
  'Georgia 2020',
  'Allegheny, district 21',
  'Minnesota 2020',
  'Washington 2020',
  'California 2022',
  'Michigan 2018',
  'Custer County 2014',
] as const satisfies readonly RealCaptureName[]
type Name = (typeof oneOfEach)[number]

/** The largest body of a capture stands for all: where there are several, the others are as they were. */
const damagedRequest = (name: Name): string =>
  name === 'California 2022' ? 'us-rep' : name === 'Minnesota 2020' ? 'president' : 'main'

/** What becomes of a later capture, on the state that the real files left. */
async function after(name: Name, damage: (body: Buffer) => Buffer = (body) => body): Promise<Judged> {
  const { plan, judged } = await judgedReal(name)
  const files: Readonly<Record<string, string>> = realCaptures[name].files
  const request = damagedRequest(name)
  const path = files[request] ?? ''
  const folder = await mkdtemp(join(tmpdir(), 'damaged-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const copy = join(folder, basename(path))
  await writeFile(copy, damage(await readFile(path)))
  const { prior } = standingAfter(neverPolled, judged)
  return judgeFiles(plan, { ...files, [request]: copy }, realCaptures[name].capturedAt, prior)
}

const codes = ({ holds }: Judged): readonly string[] => [...new Set(holds.map(({ code }) => code))].toSorted()
const page = Buffer.from(
  '<!DOCTYPE html>\n<html><head><title>Down</title></head><body><p>Later</p></body></html>',
)

describeReal('real files, on the state that they left', () => {
  test.each(oneOfEach)('%s again changes nothing and is doubted in nothing', async (name) => {
    const judged = await after(name)
    expect([judged.changes, judged.holds, judged.held]).toEqual([[], [], []])
  })

  test.each(oneOfEach.flatMap((name) => [0.01, 0.3, 0.66, 0.98].map((part) => [name, part] as const)))(
    '%s, cut off after %d of its bytes, is held and changes nothing',
    async (name, part) => {
      const judged = await after(name, (body) => body.subarray(0, Math.floor(body.length * part)))
      expect(judged.changes).toEqual([])
      expect(judged.holds).not.toEqual([])
    },
  )

  test.each([
    ['Georgia 2020', ['DECODE_CONTRADICTED']],
    ['Allegheny, district 21', ['UNPACK_CONTRADICTED']],
    ['Minnesota 2020', ['DECODE_CONTRADICTED']],
    ['Washington 2020', ['DECODE_CONTRADICTED']],
    ['California 2022', ['DECODE_CONTRADICTED']],
    ['Michigan 2018', ['DECODE_CONTRADICTED']],
    ['Custer County 2014', ['SELECT_NOTHING']],
  ] as const)('%s: a page that says "later" is held as %j', async (name, expected) => {
    const judged = await after(name, () => page)
    expect(codes(judged)).toEqual(expected)
    expect(judged.changes).toEqual([])
  })

  test.each(oneOfEach)('%s: an empty body is held', async (name) => {
    const judged = await after(name, () => Buffer.alloc(0))
    expect(codes(judged)).toEqual([name.startsWith('Allegheny') ? 'UNPACK_CONTRADICTED' : 'DECODE_EMPTY'])
    expect(judged.changes).toEqual([])
  })

  test('Washington, cut off at the end of a row: the results that are missing are held, not withdrawn', async () => {
    const judged = await after('Washington 2020', (body) => {
      const lines = body.toString().split('\r\n')
      return Buffer.from(`${lines.slice(0, -40).join('\r\n')}\r\n`)
    })
    expect(codes(judged)).toContain('CHECK_GONE')
    expect(judged.changes).toEqual([])
  })
})
