import { describe, expect, test } from 'vitest'
import { refusal, valuesOf } from './grids.ts'

describe('the header of a table', () => {
  test('fills only the rows that it is told to: a blank party is none, not that of the neighbour', async () => {
    const options = (fill: unknown) => ({
      header: { fill },
      keys: { precinct: 'Precinct' },
      unpivot: ['contest', 'party', 'choice'],
    })
    const lines = [',Mayor,,', ',GRN,,RED', 'Precinct,Ada,Ben,Cy', 'P1,3,4,5']
    const parties = async (fill: unknown) =>
      (await valuesOf(options(fill), ...lines)).map((value) => {
        const { contest, party } = value as Readonly<Record<string, string>>
        return `${contest} ${party}`
      })
    expect(await parties(['contest'])).toEqual(['Mayor GRN', 'Mayor ', 'Mayor RED'])
    expect(await parties(true)).toEqual(['Mayor GRN', 'Mayor GRN', 'Mayor RED'])
  })

  test('takes headings right below each other for one, where the spec says so', async () => {
    const rule = { heading: '^(?<contest>[A-Z ]+)$', alone: true, goes_on: true }
    const options = { rows: [{ skip: '^Vote for' }, rule], keys: { name: 'Name' } }
    const lines = [
      'Name,Votes',
      'JUDGE',
      'SEAT ONE',
      'Vote for 1',
      'Ada,3',
      'JUDGE',
      '',
      'CLERK',
      'Ben,4',
      'MAYOR',
      'Cy,5',
    ]
    const said = async (given: unknown) =>
      (await valuesOf(given, ...lines)).map((value) => (value as Readonly<Record<string, string>>)['contest'])
    expect(await said(options)).toEqual(['JUDGE SEAT ONE', 'CLERK', 'MAYOR'])
    const apart = { ...options, rows: [{ skip: '^Vote for' }, { ...rule, goes_on: false }] }
    expect(await said(apart)).toEqual(['SEAT ONE', 'CLERK', 'MAYOR'])
  })

  test('tells groups of one name apart by their last column', async () => {
    const options = {
      header: { fill: true, group_ends: '^Under$' },
      keys: { precinct: 'Precinct' },
      unpivot: ['contest', 'choice'],
    }
    const header = [
      ',Board,,,Board,,,Mayor,,Board,',
      'Precinct,Ada,Write-in,Under,Ben,Write-in,Under,Cy,Under,Di,Under',
    ]
    const values = await valuesOf(options, ...header, 'P1,1,2,3,4,5,6,7,8,9,10')
    expect(values.map((value) => Object.values(value as object).join(' '))).toEqual([
      'P1 Board Ada 1',
      'P1 Board Write-in 2',
      'P1 Board Under 3',
      'P1 Board (2) Ben 4',
      'P1 Board (2) Write-in 5',
      'P1 Board (2) Under 6',
      'P1 Mayor Cy 7',
      'P1 Mayor Under 8',
      'P1 Board (3) Di 9',
      'P1 Board (3) Under 10',
    ])
    const without = { ...options, header: { fill: true } }
    expect(await refusal(without, ...header, 'P1,1,2,3,4,5,6,7,8,9,10')).toMatchObject({
      code: 'SELECT_COLUMN_REPEATS',
    })
  })

  test('knows a total with nothing beside it by its blank cell', async () => {
    const options = {
      keys: { precinct: 'Precinct' },
      unpivot: ['choice'],
      rows: [{ total: '^$', column: 'A' }],
    }
    expect(await valuesOf(options, 'Precinct,Ada', 'P1,3', ',3')).toEqual([
      { precinct: 'P1', choice: 'Ada', value: '3', kind: 'row' },
      { precinct: '', choice: 'Ada', value: '3', kind: 'total' },
    ])
  })
})
