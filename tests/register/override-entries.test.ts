import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Override } from '../../engine/model/current.ts'
import { resultKey } from '../../engine/model/ids.ts'
import {
  isInForce,
  overrideEntries,
  overrideEntry,
  overrideInForce,
  writeOverride,
} from '../../engine/register/override-entries.ts'
import { sqliteRegister } from '../../engine/register/sqlite.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const { signal } = new AbortController()
const harbor = resultKey('zz/governor', 'zz/county:harbor')
const override = (id: string, more: Partial<Override> = {}): Override => ({
  id,
  election: 'zz-2024',
  key: harbor,
  votes: { smith: 1_234 },
  who: 'Kim',
  why: 'read to us over the phone',
  at: '2024-11-06T02:00:00.000Z',
  until: '2024-11-06T12:00:00.000Z',
  ...more,
})

test('keeps overrides by their key, and refuses what was decided on an older one', async () => {
  await using register = sqliteRegister(join(temporaryFolder('overrides'), 'register.sqlite'))
  const orchard = resultKey('zz/governor', 'zz/county:orchard')
  expect(await writeOverride(register, override('o-1'), 0, signal)).toBe(true)
  expect(await writeOverride(register, override('o-2', { key: orchard }), 0, signal)).toBe(true)
  const ofHarbor = await Array.fromAsync(overrideEntries(register, 'zz-2024', harbor, signal))
  expect(ofHarbor.map((one) => one.override.id)).toEqual(['o-1'])
  const all = await Array.fromAsync(overrideEntries(register, 'zz-2024', undefined, signal))
  expect(all.map((one) => one.override.id)).toEqual(['o-1', 'o-2'])
  const read = await overrideEntry(register, 'zz-2024', 'o-1', signal)
  const ended = { who: 'Lee', why: 'the county has it', at: '2024-11-06T03:00:00.000Z' }
  expect(await writeOverride(register, override('o-1', { ended }), read?.guard ?? -1, signal)).toBe(true)
  expect(await writeOverride(register, override('o-1'), read?.guard ?? -1, signal)).toBe(false)
  expect((await overrideEntry(register, 'zz-2024', 'o-1', signal))?.override.ended).toEqual(ended)
  expect(await overrideEntry(register, 'zz-2024', 'o-3', signal)).toBeUndefined()
})

test('is in force from when it is given until it ends, of itself or by a person', () => {
  const given = override('o-1')
  expect(isInForce(given, '2024-11-06T01:59:59.999Z')).toBe(false)
  expect(isInForce(given, '2024-11-06T02:00:00.000Z')).toBe(true)
  expect(isInForce(given, '2024-11-06T11:59:59.999Z')).toBe(true)
  expect(isInForce(given, '2024-11-06T07:00:00.000-05:00')).toBe(false)
  const ended = override('o-1', { ended: { who: 'Lee', why: 'over', at: '2024-11-06T03:00:00.000Z' } })
  expect(isInForce(ended, '2024-11-06T02:59:59.999Z')).toBe(true)
  expect(isInForce(ended, '2024-11-06T03:00:00.000Z')).toBe(false)
})

test('of several in force the newest counts', () => {
  const first = override('o-2')
  const second = override('o-1', { at: '2024-11-06T02:30:00.000Z' })
  expect(overrideInForce([second, first], '2024-11-06T02:10:00.000Z')?.id).toBe('o-2')
  expect(overrideInForce([first, second], '2024-11-06T02:40:00.000Z')?.id).toBe('o-1')
  expect(overrideInForce([first, second], '2024-11-07T02:40:00.000Z')).toBeUndefined()
})

test('what one has taken the place of does not stand again when that one ends, though nobody came to end it', () => {
  const first = override('o-2')
  const ended = { who: 'Lee', why: 'the county has it', at: '2024-11-06T03:00:00.000Z' }
  const second = override('o-1', { at: '2024-11-06T02:30:00.000Z', ended })
  expect(overrideInForce([first, second], '2024-11-06T02:40:00.000Z')?.id).toBe('o-1')
  expect(overrideInForce([first, second], '2024-11-06T03:00:00.000Z')).toBeUndefined()
})
