import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { KeptRow } from '../../engine/assemble/kept-row.ts'
import { csv } from '../../engine/decode/csv.ts'
import type { Decoder } from '../../engine/decode/decoder.ts'
import { placeOf } from '../../engine/decode/lines.ts'
import type { CountLineValue } from '../../engine/model/count-line.ts'
import type { Row } from '../../engine/model/row.ts'
import { type BodyChanged, bodyReading } from '../../engine/poll/body-rows.ts'
import { decoded, roomy } from '../conformance/decoder.ts'
import { inPieces, never, payloadOf } from '../conformance/unpacker.ts'

const site = {
  position: () => undefined,
  report(error: Error): never {
    throw error
  },
}
const formats = {
  csv: csv.create({ ragged: 'pad' }, site),
  'csv behind other lines': csv.create(
    { skip_lines: 2, header: false, ragged: 'pad', columns: ['a', 'b'] },
    site,
  ),
  'csv without quotes, in latin-1': csv.create({ quote: 'none', encoding: 'latin-1', ragged: 'pad' }, site),
} satisfies Readonly<Record<string, Decoder>>

/** What a row says is its value; one that says "bad" is rejected. */
const saidOf = ({ value }: Row): CountLineValue | undefined =>
  JSON.stringify(value).includes('bad') ? undefined : (value as unknown as CountLineValue)

interface Given {
  readonly decoder: Decoder
  readonly text: string
  readonly size: number
  readonly room: number
}

/** The rows, and what they share: what was read under something else is nothing to read them beside. */
interface Read extends BodyChanged {
  readonly shared: string
}

async function read({ decoder, text, size, room }: Given, before?: Read): Promise<Read> {
  const body = inPieces(Buffer.from(text, 'latin1'), size)
  const raw = await decoder.rawRows?.(payloadOf(body), roomy, 17, never)
  if (raw === undefined) throw new Error('no raw rows')
  const last = before?.shared === raw.shared ? before.next : undefined
  const { body: passed, batches } = raw.read(last?.raw, room)
  const reading = bodyReading('body', last, passed)
  for await (const batch of batches) reading.say(reading.look(batch).map(saidOf))
  return { ...reading.end(), shared: raw.shared }
}

/** Rows, and their lines, as the full pass has them. */
async function plain({ decoder, text, size }: Given): Promise<readonly unknown[] | undefined> {
  const body = inPieces(Buffer.from(text, 'latin1'), size)
  const { rows } = await decoded(decoder, body).catch(() => ({
    rows: undefined,
  }))
  return rows?.map((row, index) => {
    const said = saidOf(row)
    return said && [said, placeOf(row.place)?.line, index]
  })
}

const shown = (row: KeptRow | undefined) => row && [row.said, row.line, row.index]

/** Reads text after text, each beside the one before, and each as if nothing was known. */
async function follow(given: Omit<Given, 'text'>, texts: readonly string[]): Promise<number> {
  let last: Read | undefined
  let spared = 0
  for (const text of texts) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const expected = await plain({ ...given, text })
    if (expected === undefined) return spared
    // oxlint-disable-next-line no-await-in-loop
    const now = await read({ ...given, text }, last)
    const { next, removed, added } = now
    const before = new Set(last?.shared === now.shared ? last.next.rows : [])
    expect(next.rows.map(shown)).toEqual(expected)
    for (const row of removed) expect(before.delete(row)).toBe(true)
    for (const row of added) before.add(row)
    before.delete(undefined)
    expect(new Set(next.rows.filter((row) => row !== undefined))).toEqual(before)
    if (last !== undefined) spared += next.rows.length - added.length
    last = now
  }
  return spared
}

const units = [
  'a',
  '1',
  ',',
  '"',
  '\n',
  '\r',
  '\r\n',
  'b,c\n',
  'b,c\r\n',
  '"x\r\ny",z\n',
  'bad,1\n',
  '\n\n',
  'é\n',
]
const head = ['h,i\n', 'k,l\n']
/** Something is cut out at a place, something else stands there then, and what was cut out may stand elsewhere. */
const edit = (unit: fc.Arbitrary<string>) =>
  fc.record({
    at: fc.nat(),
    length: fc.nat(9),
    put: fc.array(unit, { maxLength: 3 }),
    moves: fc.boolean(),
    to: fc.nat(),
  })
type Edit = ReturnType<typeof edit> extends fc.Arbitrary<infer One> ? One : never

function edited(parts: readonly string[], { at, length, put, moves, to }: Edit): readonly string[] {
  const start = at % (parts.length + 1)
  const gone = parts.slice(start, start + length)
  const rest = parts.toSpliced(start, length, ...put)
  return moves ? rest.toSpliced(to % (rest.length + 1), 0, ...gone) : rest
}

describe.each(Object.keys(formats) as (keyof typeof formats)[])('%s read beside the body before', (name) => {
  const decoder = formats[name]

  test('is what it is without it, whatever becomes of its bytes', async () => {
    let spared = 0
    const unit = fc.constantFrom(...units)
    await fc.assert(
      fc.asyncProperty(
        fc.array(unit, { maxLength: 20 }),
        fc.array(edit(unit), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 9 }),
        async (first, edits, size) => {
          const all = edits.reduce<(readonly string[])[]>(
            (done, one) => [...done, edited(done.at(-1) ?? [], one)],
            [[...head, ...first]],
          )
          const texts = all.map((parts) => parts.join(''))
          spared += await follow({ decoder, size, room: 1_000_000 }, texts)
        },
      ),
      { numRuns: 400 },
    )
    expect(spared).toBeGreaterThan(100)
  })

  test('is so over many pieces, with and without room for its bytes', {
    timeout: 120_000,
  }, async () => {
    let spared = 0
    const rows = [
      ...head,
      ...Array.from({ length: 9_000 }, (_, at) => `row ${at} of many that are alike,${at % 7}\n`),
    ]
    const unit = fc.constantFrom(
      'other,1\n',
      'row 3 of many that are alike,3\n',
      '\n',
      'bad,2\n',
      'x,y\r\n',
      '\n'.repeat(140_000),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(edit(unit), { minLength: 1, maxLength: 30 }),
        fc.constantFrom(0, 500_000, 5_000_000),
        async (edits, room) => {
          const half = edits.slice(edits.length / 2).reduce(edited, rows)
          const texts = [rows, half, edits.reduce(edited, half)].map((parts) => parts.join(''))
          spared += await follow({ decoder, size: 50_000, room }, texts)
        },
      ),
      { numRuns: 5 },
    )
    expect(spared).toBeGreaterThan(10_000)
  })
})
