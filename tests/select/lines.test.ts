import { describe, expect, test } from 'vitest'
import { text } from '../../engine/decode/text-lines.ts'
import { lines } from '../../engine/select/lines.ts'
import { refused, selected } from './selecting.ts'

const decoder = text.create(
  { printer_escapes: 'strip' },
  { position: () => undefined, report: () => undefined },
)
const values = async (
  patterns: readonly object[],
  body: string,
  more: object = {},
): Promise<readonly unknown[]> =>
  (await selected(lines, { patterns, ...more }, decoder, body)).map(({ value }) => value)
const refusal = (patterns: readonly object[], body: string, more: object = {}) =>
  refused(lines, { patterns, ...more }, decoder, body)

const row = {
  row: 'choice',
  matches: String.raw`^ (?<name>\S.*?)(?: \((?<party>[A-Z]+)\))?[ .]+ (?<votes>[\d,]+)$`,
}
const contest = {
  heading: 'contest',
  matches: '^(?<name>[^ (].*)$',
  through: String.raw`^\(VOTE FOR\) +(?<allowed>\d+)$`,
}
const precinct = {
  heading: 'precinct',
  matches: String.raw`^(?<code>\d{4}) (?<name>.+)$`,
  resets: ['contest'],
}

describe('headings', () => {
  test('are carried down to the rows below, until the next of their kind', async () => {
    const report =
      '0101 EAST\nMAYOR\n(VOTE FOR)  1\n ADA (GRN) .  .  7\n BEN .  . 1,204\n\nCLERK\nAND RECORDER\n(VOTE FOR) 2\n CY  .   0\n'
    expect(await values([precinct, row, contest], report)).toEqual([
      {
        row: 'choice',
        precinct: { code: '0101', name: 'EAST' },
        contest: { name: 'MAYOR', allowed: '1' },
        name: 'ADA',
        party: 'GRN',
        votes: '7',
      },
      {
        row: 'choice',
        precinct: { code: '0101', name: 'EAST' },
        contest: { name: 'MAYOR', allowed: '1' },
        name: 'BEN',
        votes: '1,204',
      },
      {
        row: 'choice',
        precinct: { code: '0101', name: 'EAST' },
        contest: { name: 'CLERK AND RECORDER', allowed: '2' },
        name: 'CY',
        votes: '0',
      },
    ])
  })

  test('are reset by one that stands above them, and not by its words again', async () => {
    const report = '0101 EAST\nMAYOR\n(VOTE FOR) 1\n ADA . 7\n0101 EAST\n BEN . 1\n0102 WEST\n CAST . 9\n'
    const rows = (await values([precinct, row, contest], report)) as readonly {
      name: string
      contest?: object
    }[]
    expect(rows.map(({ name, contest: above }) => [name, above !== undefined])).toEqual([
      ['ADA', true],
      ['BEN', true],
      ['CAST', false],
    ])
  })

  test('of the same words are numbered, if they are to be told apart', async () => {
    const report =
      '0101 A\nBOARD\n(VOTE FOR) 1\n X . 1\nCLERK\n(VOTE FOR) 1\n X . 2\nBOARD\n(VOTE FOR) 1\n X . 3\n0102 B\nBOARD\n(VOTE FOR) 1\n X . 4\n'
    const rows = await values([precinct, row, { ...contest, numbered: 'nth' }], report)
    expect(rows.map((one) => (one as { contest: { nth: string } }).contest.nth)).toEqual(['1', '1', '2', '1'])
  })

  test('of the same words one after the other are one, or begin anew', async () => {
    const report = 'BOARD\n(VOTE FOR) 1\n X . 1\nBOARD\n(VOTE FOR) 1\n X . 2\n'
    const nth = async (again: string): Promise<unknown> =>
      (await values([row, { ...contest, numbered: 'nth', again }], report)).map(
        (one) => (one as { contest: { nth: string } }).contest.nth,
      )
    expect([await nth('continues'), await nth('anew')]).toEqual([
      ['1', '1'],
      ['1', '2'],
    ])
  })

  test('may go on behind lines that say nothing', async () => {
    const skip = { skip: '^PAGE' }
    expect(await values([skip, row, contest], 'MAYOR\nPAGE 2\n(VOTE FOR) 1\n A . 1\n')).toMatchObject([
      { contest: { name: 'MAYOR', allowed: '1' } },
    ])
  })

  test('may end both ways, whichever comes', async () => {
    const either = { ...contest, before: '^ ' }
    expect(await values([row, either], 'MAYOR\n(VOTE FOR) 1\n A . 1\nBONDS\n YES . 2\n')).toMatchObject([
      { contest: { name: 'MAYOR', allowed: '1' } },
      { contest: { name: 'BONDS' }, name: 'YES' },
    ])
  })

  test('end before a line that is read by itself', async () => {
    const patterns = [
      { skip: '^NAME' },
      row,
      { heading: 'contest', matches: '^(?<name>.+)$', before: '^NAME' },
    ]
    expect(await values(patterns, 'SENATE\nDISTRICT 4\n\nNAME  VOTES\n ADA . 7')).toMatchObject([
      { contest: { name: 'SENATE DISTRICT 4' } },
    ])
  })

  test('that nothing ends are an error, where it is seen', async () => {
    expect(await refusal([row, contest], 'MAYOR\n(VOTE FOR) 1\n ADA . 7\nLOST\n BEN . 1')).toMatchObject({
      code: 'SELECT_HEADING_OPEN',
      place: 'L5',
      message: expect.stringContaining('began at L4') as unknown,
    })
    expect(await refusal([row, contest], 'A\nB\nC\nD\n(VOTE FOR) 1\n')).toMatchObject({
      code: 'SELECT_HEADING_OPEN',
      place: 'L4',
    })
    expect(await refusal([row, contest], ' ADA . 7\nMAYOR\n')).toMatchObject({
      code: 'SELECT_HEADING_OPEN',
      place: 'L2',
    })
  })
})

describe('rows', () => {
  test('may stand side by side', async () => {
    const pair = { row: 'pair', matches: String.raw`(?<name>[A-Z]+) = (?<votes>\d+)`, repeated: true }
    expect(await values([pair], 'ADA = 7   BEN = 12\nCY = 0')).toEqual([
      { row: 'pair', name: 'ADA', votes: '7' },
      { row: 'pair', name: 'BEN', votes: '12' },
      { row: 'pair', name: 'CY', votes: '0' },
    ])
    for (const [line, rest] of [
      ['ADA = 7   BEN = 1,003', ',003'],
      ['ADA = 7  Cy = 5  BEN = 1', 'Cy = 5'],
      ['* ADA = 7', '*'],
    ] as const) {
      const error = await refusal([pair], line)
      expect([error.code, error.place]).toEqual(['SELECT_GAP', 'L1'])
      expect(error.message).toContain(`"${rest}"`)
    }
  })

  test('are continued by lines that the spec knows, and only behind a row', async () => {
    const wrapped = { continue: 'choice', matches: String.raw`^ {4}(?<name>\S.*)$` }
    expect(await values([wrapped, row], ' LONG NAME OF . 7\n    A PERSON\n\n    JR.\n BEN . 1')).toEqual([
      { row: 'choice', name: 'LONG NAME OF A PERSON JR.', votes: '7' },
      { row: 'choice', name: 'BEN', votes: '1' },
    ])
    expect(await refusal([wrapped, row], '    A PERSON\n BEN . 1')).toMatchObject({
      code: 'SELECT_CONTINUED',
      place: 'L1',
    })
  })

  test('may be wrapped around their figures: what a line is may hang on the line before', async () => {
    const patterns = [
      { row: 'wrapped', matches: String.raw`^ +(?<votes>\d+)$`, after: ['begun'] },
      { row: 'unit', matches: String.raw`^(?<name>\S.*?) +(?<votes>\d+)$` },
      { continue: 'wrapped', matches: '^(?<rest>.*)$', after: ['wrapped'] },
      { heading: 'begun', matches: '^(?<name>[A-Z].*)$' },
    ]
    expect(
      await values(patterns, 'EAST  7\nNORTH -\n      8\nUPPER\nSOUTH -\n      9\nLOWER\nWEST  0\n'),
    ).toMatchObject([
      { row: 'unit', name: 'EAST', votes: '7' },
      { row: 'wrapped', begun: { name: 'NORTH -' }, votes: '8', rest: 'UPPER' },
      { row: 'wrapped', begun: { name: 'SOUTH -' }, votes: '9', rest: 'LOWER' },
      { row: 'unit', name: 'WEST', votes: '0' },
    ])
    expect(await refusal(patterns, 'EAST  7\n      8\n')).toMatchObject({ code: 'SELECT_LINE_UNKNOWN' })
  })

  test('have values by position in characters as well', async () => {
    const fixed = {
      row: 'r',
      matches: '^(?<id>[0-9]+)',
      columns: { name: { from: 3, length: 4 }, votes: { from: 7, to: 9 }, rest: { from: 10 } },
      borders: 'any',
    }
    expect(await values([fixed], '1 Á😀ñ 012x\n2 B   ')).toEqual([
      { row: 'r', id: '1', name: 'Á😀ñ', votes: '012', rest: 'x' },
      { row: 'r', id: '2', name: 'B', votes: '', rest: '' },
    ])
  })

  test('that nobody knows are an error with the line, unless the spec leaves them out', async () => {
    expect(await refusal([row], ' ADA . 7\n  OVER VOTES\n')).toEqual({
      code: 'SELECT_LINE_UNKNOWN',
      message: 'No pattern of select.lines knows the line "OVER VOTES".',
      hint: expect.stringContaining('{ skip: … }') as unknown,
      place: 'L2',
    })
    expect(await values([row], ' ADA . 7\n  OVER VOTES\n', { unknown: 'skip' })).toHaveLength(1)
    expect(await values([{ end: '^Notes' }, row], ' ADA . 7\nNotes\nanything\n BEN . 1\n')).toHaveLength(1)
    expect(await refusal([{ skip: '.' }, row], 'A\nB')).toMatchObject({ code: 'SELECT_NOTHING' })
  })
})

describe('totals', () => {
  const total = { total: 'choice', matches: String.raw`^TOTAL +(?<votes>[\d,]+)(?: of (?<rows>\d+))?$` }
  test('must be what the rows before them add up to, and how many there are', async () => {
    expect(
      await values([total, row], ' A . 1,000\n B . 4\nTOTAL 1,004 of 2\n C . 5\nTOTAL 5\n'),
    ).toHaveLength(3)
    expect(await refusal([total, row], ' A . 1,000\nTOTAL 1,000\n B . 5\nTOTAL 6\n')).toEqual({
      code: 'SELECT_TOTAL',
      message: 'The total of votes over the rows choice is 6; they add up to 5 (rows: 1; lines: L3).',
      hint: expect.any(String) as unknown,
      place: 'L4',
    })
    expect(await refusal([total, row], ' A . 1\nTOTAL 1 of 2\n')).toMatchObject({
      code: 'SELECT_TOTAL',
      place: 'L2',
    })
    expect(await refusal([total, row], 'TOTAL 7\n')).toMatchObject({ code: 'SELECT_TOTAL', place: 'L1' })
  })

  test('go back to the heading that the spec names', async () => {
    const since = { ...total, since: 'contest' }
    const report = 'X\n(VOTE FOR) 1\n A . 1\nY\n(VOTE FOR) 1\n A . 2\n B . 3\nTOTAL 5\n'
    expect(await values([since, row, contest], report)).toHaveLength(3)
    expect(await refusal([total, row, contest], report)).toMatchObject({ code: 'SELECT_TOTAL' })
  })
})
