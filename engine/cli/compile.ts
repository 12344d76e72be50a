import { join } from 'node:path'
import { plansFile } from '../bundle/generate.ts'
import { entryFile, writeBundle } from '../bundle/write-bundle.ts'
import { type FeedError, feedError } from '../errors/feed-error.ts'
import { folderFiles } from '../plan/feed-files.ts'
import { hostAllowances } from '../plan/hosts.ts'
import { command, exit } from './command.ts'
import { compileDeployment } from './compile-deployment.ts'
import { someFeeds } from './feeds.ts'
import { counted, sized } from './words.ts'

export const compile = command({
  arguments: {
    feed: {
      about: 'ids of feeds, or paths of feed.yaml; none: all that are not drafts',
      optional: true,
      many: true,
    },
  },
  options: {
    out: {
      value: 'FOLDER',
      about: 'where it is written; where that is not said dist, and .canvass-deployment with --deployment',
    },
    apart: {
      about: 'each plan in a module of its own, loaded when its feed is polled: for hundreds of feeds',
    },
    deployment: {
      about:
        'all that is put into an account: feeds that were tested, their schedules, and the functions bundled',
    },
  },
  examples: ['feed compile', 'feed compile us-zz-harbor --out dist', 'feed compile --deployment'],
  run({ args, options, config, out, clock, signal }) {
    if (options.deployment) {
      if (args.feed.length > 0) throw feedError('CLI_USAGE', ofAll)
      return compileDeployment(options.out ?? '.canvass-deployment', { config, out, clock, signal })
    }
    const folder = options.out ?? 'dist'
    const problems: FeedError[] = []
    const hosts = hostAllowances(config.feeds, folderFiles, (error) => void problems.push(error))
    if (problems.length > 0) throw new AggregateError(problems)
    const plans = someFeeds(args.feed, config)
      .map(({ plan }) => plan)
      .filter(({ status }) => args.feed.length > 0 || status !== 'draft')
    const { bytes, files } = writeBundle(folder, plans, hosts, { apart: options.apart })
    const path = join(folder, plansFile)
    out.data({ path, files, bytes, feeds: plans.map(({ feed, hash }) => ({ feed, planHash: hash })) })
    for (const { feed, hash } of plans) out.line(`${feed}  ${out.style('dim', hash.slice(0, 12))}`)
    out.next(
      plans.length === 0
        ? `There are no plans in ${path}: all feeds below ${config.feeds} are drafts. Name one to compile it.`
        : `${counted(plans.length, 'plan')}, ${sized(bytes)}, in ${path}; docs/compile.md says how to bundle ${entryFile} beside it.`,
    )
    return Promise.resolve(exit.fine)
  },
})

const ofAll = {
  problem: 'A deployment is made of all feeds, and here some are named',
  advice:
    'What is left out of it would be taken out of the account. A feed that is not to be deployed has status: draft.',
}
