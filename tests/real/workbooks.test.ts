import { globSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { type CellObject, read } from '@e965/xlsx'
import { expect, test } from 'vitest'
import { looksLike } from '../../engine/flow/looks-like.ts'
import { decoderOf, sheetsOf } from '../decode/workbook-samples.ts'
import { describeReal, realFile } from './real-files.ts'

const kinds = { xlsx: 'xlsx', ole2: 'xls', spreadsheetml: 'xml' } as const
const roomy = { rows: 1_000_000, depth: 64, treeBytes: 50_000_000, inflatedBytes: 200_000_000, members: 1000 }
const root = dirname(realFile('us-la-sos-xlsx-2023', ''))
const workbooks = globSync('*/*.{xlsx,xls}', { cwd: root })
  .toSorted()
  .flatMap((path) => {
    const bytes = readFileSync(`${root}/${path}`)
    const kind = kinds[looksLike(bytes.subarray(0, 1024)) as keyof typeof kinds]
    return kind === undefined ? [] : [{ path, kind, bytes }]
  })

/** These leave out the numbers of their rows, and the other program does not count those that are empty. */
const uncounted = /^us-la-sos/

describeReal('Real workbooks', () => {
  test('there are real workbooks of three kinds', () => {
    expect(new Set(workbooks.map(({ kind }) => kind)).size).toBe(3)
  })

  test.each(workbooks)('$path has the cells that another program reads', async ({ path, kind, bytes }) => {
    const ours = await sheetsOf(decoderOf(kind), bytes, roomy)
    const theirs = read(bytes, { dense: true, cellNF: true })
    expect(ours.map(({ name }) => name)).toEqual(theirs.SheetNames)
    const numbered = !uncounted.test(dirname(path))
    let cells = 0
    for (const { name, rows } of ours) {
      const other = Array.from(theirs.Sheets[name]?.['!data'] ?? [], (row) => Array.from(row ?? [], textOf))
      const texts = (filled: readonly (readonly string[])[]) =>
        numbered ? filled : filled.filter((row) => row.length > 0)
      const seen = texts(rows.map((row) => row.cells.map((cell) => cell.replaceAll('\r\n', '\n'))))
      const expected = texts(other.map(withoutBlanks))
      expect(seen.map((row, at) => like(row, expected[at] ?? []))).toEqual(expected.slice(0, seen.length))
      expect(expected.slice(seen.length).flat()).toEqual([])
      cells += seen.flat().length
    }
    expect(cells).toBeGreaterThan(0)
  })
})

/** Their text, where ours is the same number as a share or a time: those have tests of their own. */
function like(ours: readonly string[], theirs: readonly string[]): readonly string[] {
  return ours.map((text, at) => {
    const other = theirs[at] ?? ''
    if (text.endsWith('%') && Math.abs(Number(text.slice(0, -1)) / 100 - Number(other)) < 1e-9) return other
    const days =
      (Date.parse(`${text.padEnd(11, 'T').padEnd(19, '00:00:00')}Z`) - Date.UTC(1899, 11, 30)) / 86_400_000
    if (/^\d{4}-\d\d-\d\d/.test(text) && Math.abs(days - Number(other)) < 1 / 86_400) return other
    return text
  })
}

function withoutBlanks(texts: readonly string[]): readonly string[] {
  const last = texts.findLastIndex((text) => text !== '')
  return texts.slice(0, last + 1)
}

const textOf = (cell: CellObject | undefined): string => {
  if (cell?.v === undefined) return ''
  return cell.t === 'b' ? String(cell.v).toUpperCase() : String(cell.v).replaceAll('\r\n', '\n')
}
