import { expect, test } from 'vitest'
import { library, withLibraries } from '../../engine/flow/library.ts'

const counted = (name: string) => {
  let loads = 0
  const mine = library(() => {
    loads += 1
    return Promise.resolve({ name })
  })
  return { mine, loads: () => loads }
}

test('what is made is made with the libraries that it turns out to need, each loaded once', async () => {
  const [one, other, third] = ['one', 'other', 'third'].map(counted)
  if (!one || !other || !third) throw new Error('there are three')
  const make = () => `${one.mine.use().name} and ${other.mine.use().name}`
  expect(make).toThrow('not loaded')
  expect(await withLibraries(make)).toBe('one and other')
  expect(await withLibraries(make)).toBe('one and other')
  expect([one.loads(), other.loads(), third.loads()]).toEqual([1, 1, 0])
})

test('anything else that goes wrong is thrown on', async () => {
  const make = () => {
    throw new RangeError('too far')
  }
  await expect(withLibraries(make)).rejects.toThrow(RangeError)
})
