import { expect, test } from 'vitest'
import { fileIdentity, namePattern, newestFile } from '../../engine/source/newest-file.ts'
import { collectingSite } from './fetching.ts'

const of = (pattern: string) => namePattern(pattern, collectingSite())

const files = [
  { name: 'results_1.csv', size: 10, modified: 300 },
  { name: 'results_3.csv', size: 10, modified: 200 },
  { name: 'results_2.csv', size: 10, modified: 300 },
  { name: '.results_9.csv', size: 10, modified: 900 },
  { name: 'readme.txt', size: 10, modified: 900 },
]

test('takes the file that was changed last, then the last by name, and no other than match', () => {
  expect(newestFile(files, of('results_*.csv'), 'sftp://office.example/out').name).toBe('results_2.csv')
  expect(newestFile(files, of('*.{csv,zip}'), 'sftp://office.example/out').name).toBe('results_2.csv')
  expect(newestFile(files, of('results_3.csv'), 'sftp://office.example/out').name).toBe('results_3.csv')
})

test('says what is there when nothing matches', () => {
  expect(() => newestFile(files, of('*.zip'), 'sftp://office.example/out')).toThrow(
    expect.objectContaining({
      code: 'SOURCE_NO_MATCH',
      hint: expect.stringContaining('readme.txt') as string,
    }) as Error,
  )
  expect(() => newestFile([], of('*.zip'), 'sftp://office.example/out')).toThrow(
    expect.objectContaining({
      code: 'SOURCE_NO_MATCH',
      hint: expect.stringContaining('no file at all') as string,
    }) as Error,
  )
})

test.each([{ name: 'results_2.csv' }, { size: 11 }, { modified: 301 }])(
  'takes a file for another one when it has %j',
  (change) => {
    const file = { name: 'results_1.csv', size: 10, modified: 300 }
    expect(fileIdentity({ ...file })).toBe(fileIdentity(file))
    expect(fileIdentity({ ...file, ...change })).not.toBe(fileIdentity(file))
  },
)

test('reports what is no pattern', () => {
  const site = collectingSite()
  namePattern('!(old)*.csv', site)
  expect(site.errors.map(({ code, message }) => [code, message])).toEqual([
    ['SOURCE_OPTIONS_UNCLEAR', expect.stringContaining('"!(old)*.csv" can not be used') as string],
  ])
})
