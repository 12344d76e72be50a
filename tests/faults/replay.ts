import { mkdirSync, writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Story } from './story.ts'

const folder = new URL('report/failed/', import.meta.url)

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
/** The tests that play stories, and no other of their files. */
const run = (test: string): string => `npx vitest run ${test} -t 'nothing doubled'`

/** The command that plays a seed again: one line for a shell. */
export const again = ({ seed, theme }: Pick<Story, 'seed' | 'theme'>, test: string): string =>
  `CANVASS_FAULT_SEED=${seed} CANVASS_FAULT_THEME=${quoted(theme)} ${run(test)}`

/** Writes a story that fails to a file of its own, and answers with the command that plays it from there. */
export function againShortest(story: Story, homes: string, test: string): string {
  mkdirSync(folder, { recursive: true })
  const name = `${homes} ${story.theme} ${story.seed}`.replaceAll(/[^a-z0-9]+/gi, '-')
  const file = new URL(`${name}.json`, folder)
  writeFileSync(file, `${JSON.stringify(story).replaceAll('{"do"', '\n  {"do"')}\n`)
  return `CANVASS_FAULT_STORY=${quoted(relative(process.cwd(), fileURLToPath(file)))} ${run(test)}`
}
