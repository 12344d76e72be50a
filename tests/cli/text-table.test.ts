import { expect, test } from 'vitest'
import { tableLines } from '../../engine/cli/text-table.ts'

const columns = [
  { title: 'unit', flexible: true },
  { title: 'votes', right: true },
] as const

test('columns are as wide as their widest cell, figures stand to the right', () => {
  expect(
    tableLines(
      columns,
      [
        ['Wake', '1,204'],
        ['New Hanover', '9'],
      ],
      undefined,
    ),
  ).toEqual(['unit         votes', 'Wake         1,204', 'New Hanover      9'])
})

test('a narrow terminal cuts the column that gives way, and no figure', () => {
  const lines = tableLines(columns, [['Saint John the Baptist Parish', '1,204']], 24)
  expect(lines).toEqual(['unit               votes', 'Saint John the B…  1,204'])
})

test('of several columns that may give way, the widest does', () => {
  const three = [columns[0], { title: 'contest', flexible: true }, columns[1]] as const
  const row = ['Saint John the Baptist Parish', 'Mayor of the City', '1,204']
  expect(tableLines(three, [row], 45)[1]).toBe('Saint John the Bap…  Mayor of the City  1,204')
  expect(tableLines(three, [row], 35)[1]).toBe('Saint John t…  Mayor of the…  1,204')
})

test('it does not cut below what can be read', () => {
  expect(tableLines(columns, [['Saint John the Baptist Parish', '1,204']], 5)[1]).toBe('Saint John …  1,204')
})

test('letters are counted as they are seen, styles not at all', () => {
  const [, plain, styled] = tableLines(
    columns,
    [
      ['Doña Ana 👩‍👩‍👧', '1'],
      ['\u001B[33mHELD\u001B[39m', '2'],
    ],
    undefined,
  )
  expect(plain).toBe('Doña Ana 👩‍👩‍👧      1')
  expect(styled).toBe('\u001B[33mHELD\u001B[39m            2')
})
