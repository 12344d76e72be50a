import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { feed } from '../helpers/feed-command.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { blocksOf } from './blocks.ts'

/** Hashes cover the engine's version, and no machine is as fast as another. */
const lasting = (text: string): string =>
  text
    .replaceAll(/\b[0-9a-f]{12}\b/g, 'HASH')
    .replaceAll(/^took .*$/gm, 'took TIME')
    .replaceAll(/ in [\d.,]+ m?s, [\d,]+ a second/g, ' in TIME')

test('docs/first-feed.md leads to a feed: its commands print what it says', async () => {
  const folder = temporaryFolder('first-feed')
  const blocks = blocksOf('docs/first-feed.md')
  for (const { title, text } of blocks.filter((block) => block.title !== '')) {
    mkdirSync(dirname(join(folder, title)), { recursive: true })
    writeFileSync(join(folder, title), text)
    if (title === 'harbor.csv') {
      const fixture = join(folder, 'feeds/us-zz-harbor/general-2026/fixtures/partial')
      mkdirSync(fixture, { recursive: true })
      writeFileSync(join(fixture, title), text)
    }
  }
  const environment = { CANVASS_FEEDS: join(folder, 'feeds'), CANVASS_HOME: join(folder, 'home') }
  const shown: string[] = []
  const printed: string[] = []
  for (const { text } of blocks.filter(({ language }) => language === 'console')) {
    const [line = '', ...said] = text.split('\n')
    const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)]
      .slice(2)
      .map(([, quoted, plain]) => quoted ?? plain ?? '')
    const here = words.map((word) => (word.endsWith('.csv') ? join(folder, word) : word))
    // oxlint-disable-next-line no-await-in-loop -- one builds on the other
    const { stdout } = await feed(here, { environment })
    shown.push(lasting(said.join('\n')))
    printed.push(lasting(stdout.replaceAll(`${folder}/`, '')))
  }
  expect(shown).toHaveLength(4)
  expect(printed).toEqual(shown)
})
