import type { FeedError } from '../errors/feed-error.ts'
import { renderGithub, renderGithubNote, renderJson, renderNote, renderText } from '../errors/render.ts'
import { compileAll } from '../plan/compile-all.ts'
import { problemsOfShared } from '../plan/compile-shared.ts'
import { folderFiles } from '../plan/feed-files.ts'
import type { Part } from '../plan/plan.ts'
import { command, exit } from './command.ts'
import { specPaths } from './feeds.ts'
import { onceEach } from './once-each.ts'
import { counted } from './words.ts'

export const validate = command({
  arguments: {
    feed: { about: 'ids of feeds, or paths of feed.yaml; none: all feeds', optional: true, many: true },
  },
  options: {
    format: {
      value: 'FORMAT',
      oneOf: ['text', 'json', 'github'],
      about: 'how problems are printed; github: as annotations of a pull request',
    },
  },
  examples: ['feed validate', 'feed validate us-zz-harbor', 'feed validate --format github'],
  async run({ args, options, config, out }) {
    const compiled = compileAll(specPaths(args.feed, config), folderFiles)
    const shared = args.feed.length === 0 ? problemsOfShared(config.feeds, folderFiles) : []
    const problems = onceEach([...compiled.flatMap((one) => one.problems), ...shared])
    const plans = compiled.flatMap(({ path, plan }) => (plan === undefined ? [] : [{ path, plan }]))
    const notes = onceEach(plans.flatMap(({ plan }) => plan.parts.flatMap(notesOf)))
    const data = {
      feeds: plans.map(({ path, plan }) => ({ feed: plan.feed, path, planHash: plan.hash })),
      problems: problems.map(renderJson),
      notes: notes.map(renderJson),
    }
    out.data(data)
    if (!out.json && options.format === 'json') out.raw(`${JSON.stringify(data)}\n`)
    else if (!out.json && options.format === 'github') {
      for (const problem of problems) out.raw(`${renderGithub(problem)}\n`)
      for (const note of notes) out.raw(`${renderGithubNote(note)}\n`)
    } else {
      for (const { plan } of plans)
        out.line(`${plan.feed}  ${out.style('dim', plan.hash.slice(0, 12))}  fine`)
      for (const note of notes) out.line(renderNote(note))
      for (const problem of problems) out.line(renderText(problem))
      out.next(nextOf(problems.length, compiled.length, plans.at(0)?.plan.feed, config.feeds))
    }
    return problems.length > 0 ? exit.problems : exit.fine
  },
})

/** What would cost much time where there are many rows: it fails no feed. */
const notesOf = ({ map, fills = [] }: Part): readonly FeedError[] => [
  ...(map?.notes ?? []),
  ...fills.flatMap(({ notes }) => notes ?? []),
]

function nextOf(problems: number, specs: number, feed: string | undefined, root: string): string {
  if (specs === 0) return `There are no feeds below ${root}. CANVASS_FEEDS names another folder.`
  if (problems > 0) return `${counted(problems, 'problem')} to correct; then "feed validate" again.`
  return `See what it makes of the source: feed dry-run ${feed}`
}
