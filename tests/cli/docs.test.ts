import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { table } from '../../engine/cli/table.ts'

const page = readFileSync('docs/cli.md', 'utf8')
const sections = new Map(
  page
    .split(/^### feed /m)
    .slice(1)
    .map((text) => [text.split('\n')[0], text.split(/^## /m)[0] ?? '']),
)

/** `healthPort` is typed as `--health-port`. */
const flagOf = (key: string): string =>
  `--${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`

test('docs/cli.md explains every command once, and no other', () => {
  const names = [...page.matchAll(/^### feed (\S+)$/gm)].map(([, name]) => name ?? '')
  expect(names.toSorted(byName)).toEqual(table.map(({ name }) => name).toSorted(byName))
})

test.each(table)(
  'docs/cli.md shows how to call feed $name, with options that there are',
  async ({ name, homes, load }) => {
    const { options } = await load()
    const called = new RegExp(`^\\$ feed ${name}( .*)?$`, 'm').exec(sections.get(name) ?? '')?.[0] ?? ''
    const known = [...Object.keys(options).map(flagOf), ...(homes === true ? ['--home'] : [])]
    expect(called).not.toBe('')
    expect(flagsIn(called).filter((flag) => !known.includes(flag))).toEqual([])
  },
)

test('and speaks of no option that no command has', async () => {
  const commands = await Promise.all(table.map(({ load }) => load()))
  const known = new Set(commands.flatMap(({ options }) => Object.keys(options).map(flagOf)))
  const others = flagsIn(page).filter(
    (flag) => !known.has(flag) && !['--json', '--help', '--home'].includes(flag),
  )
  expect(others).toEqual([])
})

const flagsIn = (text: string): readonly string[] =>
  [...text.matchAll(/--[a-z][a-z-]*/g)].map(([flag]) => flag)
const byName = (one: string, other: string): number => (one < other ? -1 : 1)
