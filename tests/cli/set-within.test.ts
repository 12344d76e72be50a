import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { figureOf, firstCounts, night, state } from '../helpers/night.ts'

test('a sum that contains figures set by hand says of which units, wherever it is shown', async () => {
  const one = night()
  one.publish(firstCounts)
  await one.feed(['run', '--once'])
  const before = await one.feed(['results'])
  expect(before.stdout).not.toContain('by hand')
  const words = ['ada=1300', '--until', '07:00', '--why', 'read to us by the office']
  await one.feed(['override', 'xx/senator/county:oak', ...words])
  const { stdout } = await one.feed(['results'])
  expect(stdout).toMatch(/\nxx +3\/3 parts +4,850 .* set by hand within\n/)
  expect(stdout).toMatch(/\nElm .* us-xx-county\n/)
  const told = 'includes figures set by hand: Oak\n'
  expect(stdout).toContain(told)
  const sum = `xx/senator/${state}/ada`
  expect((await one.feed(['why', sum])).stdout).toContain(told)
  expect((await one.feed(['why', figureOf('Elm')])).stdout).not.toContain(told)
  const { lines } = await one.json(['results', '--unit', state])
  expect(lines[0].results[0].setWithin).toEqual(['Oak'])

  const csv = (await one.feed(['results', '--csv'])).stdout
  expect(csv).toContain(',stale,set_within,figure\r\n')
  expect(csv).toContain(`,,Oak,${sum}\r\n`)
  expect(csv).toContain(`,,,${figureOf('Elm')}\r\n`)
  const figures = (await one.feed(['results', '--figures'])).stdout
  expect(figures).toContain(`${sum}  4850  set by hand within\n`)
  expect(figures).toContain(`${figureOf('Oak')}  1300  set by hand\n`)
  expect(figures).toContain(`${figureOf('Elm')}  3100\n`)

  const folder = join(one.folder, 'out')
  await one.feed(['export', '--to', folder])
  const text = (path: string): string => readFileSync(join(folder, 'us-2024-11-05-general', path), 'utf8')
  expect(text('contests/xx/senator.csv')).toMatch(/,us-xx-county,,\d+,[^,\r]+,Oak\r\n/)
  expect(text('contests/xx/senator.json')).toMatch(/"setWithin": ?\["Oak"\]/)
  expect(text('report.nist.json')).toContain('2 of 4 results hold figures that a person set.')
})
