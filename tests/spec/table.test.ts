import { describe, expect, test } from 'vitest'
import { FeedError } from '../../engine/errors/feed-error.ts'
import { lacksColumn, readTable } from '../../engine/spec/table.ts'

const wrong = (text: string): string => {
  const table = readTable('counties.csv', text)
  const problems = table instanceof FeedError ? [table] : table.problems
  return problems.map(({ at, code, message }) => `${at?.file}:${at?.line} ${code} ${message}`).join('; ')
}

describe('a table', () => {
  test('has its rows under the names of the header, each with its line', () => {
    const table = readTable('c.csv', '\uFEFFname, fips\r\nWake, 37183\r\n\r\n"New\nHanover",37129\r\n')
    expect(table).toMatchObject({
      columns: ['name', 'fips'],
      rows: [
        { at: { file: 'c.csv', line: 2, column: 1 }, values: { name: 'Wake', fips: '37183' } },
        { at: { line: 4 }, values: { name: 'New\nHanover', fips: '37129' } },
      ],
    })
  })

  test.each([
    ['', 'counties.csv:1 SPEC_TABLE The table is empty.'],
    ['name,fips\nWake\n', 'counties.csv:2 SPEC_TABLE This row has 1 cell, and the header 2.'],
    ['name,fips\nDare,1\nWake,1,2\n', 'counties.csv:3 SPEC_TABLE This row has 3 cells, and the header 2.'],
    [
      'name,fips\nDare\nWake,1\n"New\nHanover",1,2\n',
      'counties.csv:2 SPEC_TABLE This row has 1 cell, and the header 2.; counties.csv:4 SPEC_TABLE This row has 3 cells, and the header 2.',
    ],
    ['name,name\n', 'counties.csv:1 SPEC_TABLE The column "name" stands twice in the header.'],
    [
      'a\n"x\n',
      'counties.csv:2 SPEC_TABLE A quote that is opened somewhere is not closed before the end of the file.',
    ],
    ['a\nx"y"\n', 'counties.csv:2 SPEC_TABLE A quote stands inside a cell that does not begin with one.'],
    ['a\n"x"y\n', 'counties.csv:2 SPEC_TABLE Behind a closing quote the cell goes on.'],
  ])('%j is wrong', (text, expected) => {
    expect(wrong(text)).toBe(expected)
  })
})

test('every column that is missing is reported, with what there is', () => {
  const table = readTable('feeds/us-xx/c.csv', 'name,fips\n')
  if (table instanceof FeedError) throw table
  const said: string[] = []
  const at = { file: 'feed.yaml', line: 3, column: 9 }
  const lacks = lacksColumn(table, ['nam', 'fips', 'id'], at, (error) =>
    said.push(`${error.at?.line} ${error.message} ${error.hint}`),
  )
  expect(lacks).toBe(true)
  expect(said).toEqual([
    '3 c.csv has no column "nam". Did you mean "name"? Use one of: name, fips.',
    '3 c.csv has no column "id". Use one of: name, fips.',
  ])
  expect(lacksColumn(table, ['fips'], at, () => undefined)).toBe(false)
})
