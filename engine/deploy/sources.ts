import { type Files, generateApart, plansFile } from '../bundle/generate.ts'
import { watchedModule } from '../bundle/watched.ts'
import type { Plan } from '../plan/plan.ts'
import type { HostAllowances } from '../source/host-allowances.ts'

/** Stands in imports for the folder of the engine, so that texts are the same wherever that lies. */
export const engineName = 'canvass:'

/**
 * Folders of code, and the functions that run each: a function is `NAME.mjs` with a `handler`. Whatever knows the feeds is of one code, so
 * that a feed more changes that alone, and no function knows other feeds than another.
 */
export const functionsIn = {
  poller: ['poller', 'watch'],
  processing: ['processing'],
  topics: ['topics'],
} as const
export type CodeName = keyof typeof functionsIn
export type FunctionName = (typeof functionsIn)[CodeName][number]

export const codeNames = Object.keys(functionsIn) as readonly CodeName[]

/** Beside the entry of the poller: it differs with every deployment, and nothing else does by itself. */
export const buildFile = 'build.json'

/** What each folder of code is bundled of: its functions, and what is generated for them. */
export function sourcesOf(plans: readonly Plan[], hosts: HostAllowances): Readonly<Record<CodeName, Files>> {
  const poller = [
    `import { readFileSync } from 'node:fs'`,
    `import { pollerFunction } from '${engineName}entry/poller-function.ts'`,
    `const { build } = JSON.parse(readFileSync(new URL('${buildFile}', import.meta.url), 'utf8'))`,
    `export const handler = pollerFunction(() => import('./${plansFile}'), { build })`,
  ]
  // Of feeds it has a short list, and never the plans.
  const watch = [
    `import { watchFunction } from '${engineName}entry/watch-function.ts'`,
    `export const handler = watchFunction(() => import('./watched.mjs'))`,
  ]
  const topics = [
    `import { topicsFunction } from '${engineName}entry/topics-function.ts'`,
    'export const handler = topicsFunction()',
  ]
  return {
    poller: new Map([
      ['poller.mjs', text(poller)],
      ...generateApart(plans, hosts),
      ['watch.mjs', text(watch)],
      ['watched.mjs', watchedModule(plans)],
    ]),
    processing: new Map([
      ['processing.mjs', `export { handler } from '${engineName}entry/processing-handler.ts'\n`],
    ]),
    topics: new Map([['topics.mjs', text(topics)]]),
  }
}

const text = (lines: readonly string[]): string => `${lines.join('\n')}\n`
