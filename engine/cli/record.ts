import { posix } from 'node:path'
import { recordCapture } from '../capture/record.ts'
import { surroundingsOf } from '../entry/surroundings.ts'
import { feedError } from '../errors/feed-error.ts'
import { payloadName } from '../flow/payload-name.ts'
import { environmentSecrets } from '../secrets/environment.ts'
import { command, exit } from './command.ts'
import { oneFeed } from './feeds.ts'
import { withinLimits } from './within-limits.ts'
import { oneLine, shortHash, sized } from './words.ts'

export const record = command({
  arguments: { feed: { about: 'id of a feed, or path of a feed.yaml' } },
  options: {
    name: { value: 'NAME', about: 'of the capture; default: the time, such as 20241105-213005' },
    out: { value: 'DIR', about: 'where its folder is made; default: fixtures beside the feed.yaml' },
  },
  examples: ['feed record us-zz-harbor --name zero-report', 'feed record us-zz-orchard --out captures'],
  async run({ args, options, config, out, clock, signal }) {
    const { plan, folder } = oneFeed(args.feed, config)
    const name = options.name ?? momentName(clock.now())
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) {
      const advice = 'A name is letters, digits, hyphens, dots and underscores: it becomes a folder.'
      throw feedError('CLI_USAGE', { problem: `--name "${name}" is no name of a capture`, advice })
    }
    const path = posix.join(options.out ?? posix.join(folder, 'fixtures'), name)
    const secrets = environmentSecrets(config.environment)
    const { capture, capturedAt } = await withinLimits(plan, signal, (bounded) =>
      recordCapture(plan, path, {
        secrets,
        clock,
        surroundings: surroundingsOf(config, clock),
        received: ({ origin }, bytes) => out.progress(`fetching ${oneLine(origin)} … ${sized(bytes)}`),
        signal: bounded,
      }),
    )
    out.data({ feed: plan.feed, path, capturedAt, capture: capture.hash, payloads: capture.payloads })
    for (const { origin, bytes, ...named } of capture.payloads) {
      out.line(`${oneLine(payloadName(named))}: ${oneLine(origin)}, ${sized(bytes)}`)
    }
    for (const { code, reason, ...named } of capture.failed ?? []) {
      out.line(`${oneLine(payloadName(named))}: FAILED ${code} ${oneLine(reason)}`)
    }
    out.line(`kept as ${path}, capture ${shortHash(capture.hash)} of ${capturedAt}`)
    out.next(
      `See what the feed makes of it: feed dry-run ${args.feed} --capture ${options.out === undefined ? name : path}`,
    )
    return exit.fine
  },
})

/** `20241105-213005`: sorts by time, and is a name on every system. */
const momentName = (moment: Date): string =>
  moment.toISOString().replace(/\..*$/, '').replaceAll(/[-:]/g, '').replace('T', '-')
