import { existsSync, globSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { figureOf, firstCounts, night, state } from '../helpers/night.ts'

test.each([
  ['status'],
  ['results'],
  ['holds'],
  ['why', figureOf('Oak')],
  ['hold', 'us-xx-countie', '--why', 'x'],
  ['hold', 'us-xx-county', 'oka', '--why', 'x'],
  ['hold', 'us-xx-county'],
  ['release', 'h-12345678', '--why', 'x'],
  ['replay', 'us-xx-countie'],
])('a command that changes nothing makes no stores: %s %s %s', async (...words) => {
  const one = night()
  await one.feed(words)
  expect(existsSync(join(one.folder, 'data'))).toBe(false)
})

test('one that changes something makes them: an order before the first poll', async () => {
  const one = night()
  await one.feed(['hold', 'us-xx-county', `${state}/county:oak`, '--why', 'x'])
  expect((await one.json(['holds'])).lines[0].holds).toHaveLength(1)
})

test('who looks makes no lost store anew', async () => {
  const one = night()
  one.publish(firstCounts)
  await one.feed(['run', '--once'])
  for (const file of globSync(join(one.folder, 'data/results.sqlite*'))) rmSync(file)
  for (const words of [['status'], ['results'], ['why', figureOf('Oak')]]) await one.feed(words)
  expect(globSync(join(one.folder, 'data/results.sqlite*'))).toEqual([])
})
