import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { KeptRow } from '../../engine/assemble/kept-row.ts'
import type { CsvOptions } from '../../engine/decode/csv/options.ts'
import { rawCsv } from '../../engine/decode/csv/raw.ts'
import { csv } from '../../engine/decode/csv.ts'
import type { Decoder } from '../../engine/decode/decoder.ts'
import { placeOf } from '../../engine/decode/lines.ts'
import { rawRowsOf } from '../../engine/decode/raw-rows-of.ts'
import type { CountLineValue } from '../../engine/model/count-line.ts'
import type { Row } from '../../engine/model/row.ts'
import { type BodyChanged, bodyReading } from '../../engine/poll/body-rows.ts'
import { decoded, roomy } from '../conformance/decoder.ts'
import { inPieces, lentInPieces, never, payloadOf } from '../conformance/unpacker.ts'

const site = {
  position: () => undefined,
  report(error: Error): never {
    throw error
  },
}
/** As a spec says, and as the raw rows of it are read: so many bytes at once. */
interface Format {
  readonly decoder: Decoder
  raw(atOnce: number): Pick<Decoder, 'rawRows'>
}
const formatOf = (names: readonly string[], options: CsvOptions): Format => {
  const { quote, encoding = 'utf-8', header = true, skip_lines: skipLines = 0 } = options
  const named = names.map((name) => ({ name, pattern: undefined }))
  const layout = { ragged: 'pad', trimmed: false, trailing: false, columns: named } as const
  const rules = rawCsv({ delimiter: ',', quoted: quote !== 'none' }, { encoding, header, skipLines }, layout)
  return {
    decoder: csv.create({ ...options, columns: [...names], ragged: 'pad' }, site),
    raw: (atOnce) => rawRowsOf({ ...rules, atOnce }),
  }
}
const formats = {
  csv: formatOf([], {}),
  'csv behind other lines': formatOf(['a', 'b'], { skip_lines: 2, header: false }),
  'csv without quotes, in latin-1': formatOf([], { quote: 'none', encoding: 'latin-1' }),
} satisfies Readonly<Record<string, Format>>

/** What a row says is its value; one that says "bad" is rejected. */
const saidOf = ({ value }: Row): CountLineValue | undefined =>
  JSON.stringify(value).includes('bad') ? undefined : (value as unknown as CountLineValue)

interface Given {
  readonly format: Format
  readonly text: string
  /** Of the pieces in which it comes. */
  readonly size: number
  /** Pieces are lent, but for every so manieth. */
  readonly every: number
  readonly atOnce: number
  readonly room: number
  /** Rows are said once there are so many. */
  readonly least: number
}

/** The rows, and what they share: what was read under something else is nothing to read them beside. */
interface Read extends BodyChanged {
  readonly shared: string
  /** Those of the body before, which are written over at the end. */
  readonly stood: readonly (KeptRow | undefined)[]
}

async function read(given: Given, before?: Read): Promise<Read> {
  const { format, text, size, every, atOnce, room, least } = given
  const body = lentInPieces(Buffer.from(text, 'latin1'), size, every)
  const raw = await format.raw(atOnce).rawRows?.(payloadOf(body), roomy, 17, never)
  if (raw === undefined) throw new Error('no raw rows')
  const last = before?.shared === raw.shared ? before.next : undefined
  const { body: passed, batches } = raw.read(last?.raw, room)
  const reading = bodyReading('body', last, passed)
  const stood = [...(last?.rows ?? [])]
  // What is not known may be said window by window, or of some together.
  const waiting: Row[] = []
  const say = (): void => reading.say(waiting.splice(0).map(saidOf))
  for await (const batch of batches) {
    for (let isOver = false; !isOver; ) {
      const some = reading.look(batch, least)
      waiting.push(...some)
      if (waiting.length >= least) say()
      isOver = some.length < least
    }
  }
  say()
  expect(last === undefined || areSame(last.rows, stood)).toBe(true)
  return { ...reading.end(), shared: raw.shared, stood }
}

const areSame = (some: readonly unknown[], others: readonly unknown[]): boolean =>
  some.length === others.length && some.every((one, at) => one === others[at])

/** Rows, and their lines, as the full pass has them. */
async function plain({ format, text, size }: Given): Promise<readonly unknown[] | undefined> {
  const body = inPieces(Buffer.from(text, 'latin1'), size)
  const { rows } = await decoded(format.decoder, body).catch(() => ({ rows: undefined }))
  return rows?.map((row, index) => {
    const said = saidOf(row)
    return said && [said, placeOf(row.place)?.line, index]
  })
}

const shown = (row: KeptRow | undefined) => row && [row.said, row.line, row.index]

/** Reads text after text, each beside the one before, and each as if nothing was known: what fails fails both ways. */
async function follow(given: Omit<Given, 'text'>, texts: readonly string[]): Promise<number> {
  let last: Read | undefined
  let spared = 0
  for (const text of texts) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const expected = await plain({ ...given, text })
    // oxlint-disable-next-line no-await-in-loop
    const now = await read({ ...given, text }, last).catch(() => undefined)
    expect(now?.next.rows.map(shown)).toEqual(expected)
    if (now === undefined) {
      last = undefined
      continue
    }
    const { next, removed, added, stood } = now
    const before = new Set(stood)
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
  'b,c\n',
  'b,c\r\n',
  'b,c\r',
  'b,"d"\n',
  '"x\r\ny",z\n',
  'bad,1\n',
  '\n',
  '\r',
  'é\n',
  'one that is longer than a window,and than another\n',
  'a',
  ',',
  '"',
]
const head = ['h,i\n', 'k,l\n']
/** Something is cut out at a place, something else stands there then, and what was cut out may stand elsewhere. */
const edit = fc.record({
  at: fc.nat(),
  length: fc.nat(9),
  put: fc.array(fc.constantFrom(...units), { maxLength: 3 }),
  moves: fc.boolean(),
  to: fc.nat(),
})
type Edit = typeof edit extends fc.Arbitrary<infer One> ? One : never

function edited(parts: readonly string[], { at, length, put, moves, to }: Edit): readonly string[] {
  const start = at % (parts.length + 1)
  const gone = parts.slice(start, start + length)
  const rest = parts.toSpliced(start, length, ...put)
  return moves ? rest.toSpliced(to % (rest.length + 1), 0, ...gone) : rest
}

describe.each(Object.entries(formats))('%s read beside the body before', (_, format) => {
  test('is what it is without it, whatever becomes of its bytes', async () => {
    let spared = 0
    await fc.assert(
      fc.asyncProperty(
        fc.subarray(units, { minLength: 3, maxLength: 5 }),
        fc.array(fc.nat(), { minLength: 5, maxLength: 30 }),
        fc.array(edit, { minLength: 2, maxLength: 4 }),
        fc.record({
          size: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 10, max: 150 })),
          every: fc.constantFrom(1, 2, 3, 99),
          atOnce: fc.integer({ min: 4, max: 40 }),
          room: fc.constantFrom(0, 100, 1_000_000, 1_000_000),
          least: fc.integer({ min: 1, max: 5 }),
        }),
        async (some, first, edits, given) => {
          const parts = [...head, ...first.map((n) => some[n % some.length] ?? '')]
          const texts = edits.reduce((done, one) => [...done, edited(done.at(-1) ?? [], one)], [
            parts,
          ] as (readonly string[])[])
          spared += await follow(
            { format, ...given },
            texts.map((one) => one.join('')),
          )
        },
      ),
      { numRuns: 300 },
    )
    // Some thousand by chance: few would mean that nothing is compared.
    expect(spared).toBeGreaterThan(300)
  })

  test.each([
    [0, 1],
    [500_000, 1],
    [5_000_000, 1],
    [500_000, 9],
    [5_000_000, 9],
  ])(
    'is so over windows of the usual size, with room for %j bytes, and every %jth piece not lent',
    async (room, every) => {
      const rows = Array.from(
        { length: 9_000 },
        (_unused, at) => `row ${at} of many that are alike,${at % 7}\n`,
      )
      const other = rows
        .toSpliced(8_000, 300, 'bad,2\n')
        .toSpliced(4_000, 0, 'x,y\r\n', '\n'.repeat(140_000), 'y,z\r')
        .toSpliced(70, 1, 'row 3 of many that are alike,3\n')
      const texts = [rows, other, rows].map((parts) => [...head, ...parts].join(''))
      const given = { format, size: 50_000, every, atOnce: 131_072, room, least: 100 }
      expect(await follow(given, texts)).toBeGreaterThan(16_000)
    },
  )
})
