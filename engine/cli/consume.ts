import { healthIn } from '../config/health.ts'
import { consumeTopics } from '../entry/consume.ts'
import { tellTrouble } from '../entry/consume-beside.ts'
import { followFiles } from '../entry/follow-files.ts'
import { type Homes, openHomes } from '../entry/homes.ts'
import { type OpenInvoker, openInvoker } from '../entry/invokers.ts'
import { runConsumers } from '../entry/run-consumers.ts'
import { type FeedError, feedError } from '../errors/feed-error.ts'
import { near } from '../flow/near.ts'
import { tickExports } from '../process/export/export.ts'
import { type Route, routes } from '../process/routes.ts'
import { type Call, command, type Exit, exit } from './command.ts'
import { tellError } from './drained.ts'
import { tellPulse } from './tell-pulse.ts'
import { counted } from './words.ts'

const groups = routes.map(({ group }) => group)
const usualGraceSeconds = 25
const usualConcurrency = 4

type Around = Pick<Call, 'config' | 'out' | 'signal'> & {
  readonly some: readonly Route[]
  readonly concurrency: number
  readonly trouble: (error: FeedError) => void
  readonly dead: () => number
}

export const consume = command({
  arguments: {},
  options: {
    route: { value: 'GROUP', many: true, about: `only these groups of ${groups.join(', ')}; without it all` },
    once: { about: 'process what was published so far; end' },
    concurrency: {
      value: 'N',
      about: `batches at work side by side in each group, of different partitions; ${usualConcurrency} if not said`,
    },
    grace: {
      value: 'SECONDS',
      about: `from SIGTERM to the end; ${usualGraceSeconds} if not said, less than the platform gives`,
    },
    healthPort: {
      value: 'PORT',
      about: 'tell at this port, or HOST:PORT, how the consumers are; it outranks CANVASS_HEALTH_PORT',
    },
  },
  examples: [
    'feed consume',
    'feed consume --route tally --route keep-status --health-port 8080',
    'feed consume --once',
  ],
  async run({ options, config, out, clock, signal }) {
    const some = routesNamed(options.route)
    const concurrency = wholeNumber('--concurrency', options.concurrency, usualConcurrency, 64)
    const grace = wholeNumber('--grace', options.grace, usualGraceSeconds, 900)
    const health = options.healthPort === undefined ? config.health : healthOf(options.healthPort)
    await using homes = await openHomes(config, { clock })
    using invoker = await openInvoker(config, homes)
    let dead = 0
    const trouble = (error: FeedError): void => {
      tellError(error, out)
      out.data({ trouble: { code: error.code, message: error.message } })
    }
    const call: Around = { config, out, signal, some, concurrency, trouble, dead: () => dead }
    const counting = (): void => void (dead += 1)
    if (options.once) return await once(homes, invoker, call, counting)
    out.line(
      `Consuming ${some.map(({ group }) => group).join(', ')}; processors run ${invoker.where}. Ctrl-C or SIGTERM ends it in good order, within ${grace} s.`,
    )
    await runConsumers(homes, {
      routes: some,
      invoker: invoker.invoker,
      concurrency,
      graceMilliseconds: grace * 1_000,
      health,
      trouble,
      serving: (port) => out.line(`Health at http://${health?.host}:${port}/health, figures at /metrics.`),
      pulse: (shown, ticks) => tellPulse(shown, ticks, { out, at: clock.now(), config }),
      signal,
    })
    out.next('Ended in good order; what was at work and not settled comes again. Go on: feed consume')
    return exit.fine
  },
})

async function once(
  homes: Homes,
  { invoker }: OpenInvoker,
  { out, signal, some, concurrency, trouble, dead }: Around,
  count: () => void,
): Promise<Exit> {
  const troubled = tellTrouble(trouble)
  if (some.some(({ processors }) => processors.includes('tally'))) await followFiles(homes, trouble, signal)
  const consumed = await consumeTopics(
    homes,
    { drain: true, signal, concurrency },
    {
      routes: some,
      invoker,
      watch: () => (event) => {
        troubled(event)
        if (event.kind === 'buried') count()
      },
    },
  )
  if (some.some(({ processors }) => processors.includes('export')))
    await tickExports(homes, undefined, signal)
  out.data({ consumed, dead: dead() })
  out.line(`${counted(consumed, 'message')} processed.`)
  if (dead() > 0) {
    out.next(`${counted(dead(), 'dead letter')}, and why: feed dead-letters`)
    return exit.problems
  }
  out.next('See the figures: feed results')
  return exit.fine
}

function routesNamed(names: readonly string[]): readonly Route[] {
  for (const name of names) {
    if (groups.includes(name)) continue
    const meant = near(name, groups)
    const advice = meant === undefined ? `There are ${groups.join(', ')}.` : `Did you mean ${meant}?`
    throw feedError('CLI_USAGE', { problem: `--route is "${name}", and there is no such group`, advice })
  }
  return names.length === 0 ? routes : routes.filter(({ group }) => names.includes(group))
}

function wholeNumber(option: string, text: string | undefined, usual: number, most: number): number {
  if (text === undefined) return usual
  const number = Number(text)
  if (/^\d{1,4}$/.test(text) && number >= 1 && number <= most) return number
  const problem = `${option} is "${text}", not a whole number from 1 to ${most}`
  throw feedError('CLI_USAGE', { problem, advice: 'See "feed consume --help".' })
}

function healthOf(text: string): ReturnType<typeof healthIn> {
  const problems: string[] = []
  const health = healthIn(text, '--health-port', problems)
  const [problem] = problems
  if (problem !== undefined) throw feedError('CLI_USAGE', { problem, advice: 'See "feed consume --help".' })
  return health
}
