import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { deskNight } from '../helpers/desk-night.ts'
import { blocksOf } from './blocks.ts'

const page = 'docs/desk.md'

/** Ids and hashes hold the version of the engine, or the hash of a capture: the page has others, of the same form. */
const samples: Readonly<Record<string, string>> = { a: 'a-1a2b3c4d5e6f70', h: 'h-1a2b3c4d', o: 'o-1a2b3c4d' }
const lasting = (text: string): string =>
  text
    .replaceAll(/\b([aho])-[0-9a-f]{8,14}\b/g, (id, kind: string) => samples[kind] ?? id)
    .replaceAll(/\b[0-9a-f]{12}\b/g, '0a1b2c3d4e5f')

/** Polls of two feeds end in any order. */
const steady = (text: string): string =>
  text
    .split(/^(?=\$ )/m)
    .map((part) => (part.startsWith('$ feed run') ? part.split('\n').toSorted().join('\n') : part))
    .join('')

/** What the offices publish before somebody types something at that time. */
const offices: Readonly<Record<string, (desk: ReturnType<typeof deskNight>) => void>> = {
  '20:41': ({ publish }) => {
    publish('zz-state', { Amber: [2_100, 1_900], Harbor: [5_120, 4_310], Orchard: [1_010, 1_204] })
    publish('zz-harbor', { Harbor: [5_120, 4_310] })
  },
  '21:05': ({ publish }) => {
    publish('zz-state', { Amber: [2_900, 2_700], Harbor: [5_120, 4_310], Orchard: [1_410, 1_604] })
    publish('zz-harbor', { Harbor: [6_480, 5_530] })
  },
  '21:20': ({ publish }) => {
    publish('zz-state', { Amber: [2_900, 2_700], Harbor: [6_480, 5_530], Orchard: [1_410, 1_604] })
    publish('zz-harbor', { Harbor: [648, 5_530] })
  },
  '21:40': ({ publish }) => {
    publish('zz-state', { Amber: [2_900, 2_700], Harbor: [6_950, 5_990], Orchard: [1_815, 2_020] })
    publish('zz-harbor', { Harbor: [6_950, 5_990] })
  },
}

test('docs/desk.md is a night at the desk: its commands print what it says', async () => {
  const [election, ...blocks] = blocksOf(page).filter(({ title }) => title !== '')
  const desk = deskNight(election?.text ?? '')
  const ids = new Map<string, string>()
  const told: string[] = []
  let now = ''
  for (const { title, text } of blocks) {
    if (title !== now) offices[title]?.(desk)
    now = title
    const commands = text.split('\n').filter((line) => line.startsWith('$ feed '))
    const shown: string[] = []
    for (const line of commands) {
      const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)]
        .slice(2)
        .map(([, quoted, plain]) => quoted ?? plain ?? '')
      const here = words.map((word) =>
        samples[word.charAt(0)] === word ? (ids.get(word.charAt(0)) ?? word) : word,
      )
      // oxlint-disable-next-line no-await-in-loop -- one builds on the other
      const { stdout, stderr } = await desk.feed(here, title)
      for (const [id = '', kind = ''] of stdout.matchAll(/\b([aho])-[0-9a-f]{8,14}\b/g)) ids.set(kind, id)
      shown.push(`${line}\n${lasting(stdout)}${stderr}`)
    }
    told.push(shown.join(''))
  }
  if (process.env['WRITE_DESK'] !== undefined) write(blocks, told)
  expect(told.length).toBeGreaterThan(8)
  expect(blocks.map(({ text }) => steady(text))).toEqual(told.map(steady))
})

/** `WRITE_DESK=1 npx vitest run tests/docs/desk.test.ts` writes the page anew: look at what has changed. */
function write(blocks: readonly { readonly text: string }[], told: readonly string[]): void {
  let text = readFileSync(page, 'utf8')
  for (const [at, block] of blocks.entries()) text = text.replace(block.text, () => told[at] ?? '')
  writeFileSync(page, text)
}
