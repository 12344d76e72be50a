import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freshFolder } from '../../engine/rehearse/data-folder.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const folder = () => temporaryFolder('rehearsal')
const taken = expect.objectContaining({ code: 'REHEARSE_DATA_TAKEN' }) as Error

test('what an earlier rehearsal left is deleted', () => {
  const path = join(folder(), 'data')
  const first = freshFolder(path)
  writeFileSync(join(path, 'state.sqlite'), 'old')
  first[Symbol.dispose]()
  using again = freshFolder(path)
  expect(again).toBeDefined()
  expect(existsSync(join(path, 'state.sqlite'))).toBe(false)
})

test('a folder with anything else in it is left alone', () => {
  const path = folder()
  writeFileSync(join(path, 'state.sqlite'), 'figures of a real night')
  expect(() => freshFolder(path)).toThrow(taken)
  expect(readdirSync(path)).toEqual(['state.sqlite'])
})

test('a file, and a place where no folder can be made, are left alone too', () => {
  const file = join(folder(), 'notes.txt')
  writeFileSync(file, 'notes')
  expect(() => freshFolder(file)).toThrow(taken)
  expect(() => freshFolder(join(file, 'data'))).toThrow(taken)
  expect(readFileSync(file, 'utf8')).toBe('notes')
})

test('two rehearsals never share a folder', () => {
  const path = folder()
  const first = freshFolder(path)
  writeFileSync(join(path, 'state.sqlite'), 'in use')
  expect(() => freshFolder(path)).toThrow(taken)
  expect(existsSync(join(path, 'state.sqlite'))).toBe(true)
  first[Symbol.dispose]()
  freshFolder(path)[Symbol.dispose]()
})
