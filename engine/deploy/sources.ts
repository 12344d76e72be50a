import { type Files, generateApart, plansFile } from '../bundle/generate.ts'
import { watchedModule } from '../bundle/watched.ts'
import type { Plan } from '../plan/plan.ts'
import type { HostAllowances } from '../source/host-allowances.ts'

/** Stands in imports for the folder of the engine, so that texts are the same wherever that lies. */
export const engineName = 'canvass:'
export const functionNames = ['poller', 'processing', 'watch', 'topics'] as const
export type FunctionName = (typeof functionNames)[number]

/** Beside the entry of the poller: it differs with every deployment, and nothing else does by itself. */
export const buildFile = 'build.json'

/** What each function is bundled of: an entry, `NAME.mjs` with a `handler`, and what is generated for it. */
export function sourcesOf(
  plans: readonly Plan[],
  hosts: HostAllowances,
): Readonly<Record<FunctionName, Files>> {
  const poller = [
    `import { readFileSync } from 'node:fs'`,
    `import { pollerFunction } from '${engineName}entry/poller-function.ts'`,
    `const { build } = JSON.parse(readFileSync(new URL('${buildFile}', import.meta.url), 'utf8'))`,
    `export const handler = pollerFunction(() => import('./${plansFile}'), { build })`,
  ]
  const watch = [
    `import { watchFunction } from '${engineName}entry/watch-function.ts'`,
    `export const handler = watchFunction(() => import('./watched.mjs'))`,
  ]
  const topics = [
    `import { topicsFunction } from '${engineName}entry/topics-function.ts'`,
    'export const handler = topicsFunction()',
  ]
  return {
    poller: new Map([['poller.mjs', text(poller)], ...generateApart(plans, hosts)]),
    processing: new Map([
      ['processing.mjs', `export { handler } from '${engineName}entry/processing-handler.ts'\n`],
    ]),
    watch: new Map([
      ['watch.mjs', text(watch)],
      ['watched.mjs', watchedModule(plans)],
    ]),
    topics: new Map([['topics.mjs', text(topics)]]),
  }
}

const text = (lines: readonly string[]): string => `${lines.join('\n')}\n`
