import type { Cloud, Config } from '../config.ts'
import type { SetUp } from '../entry/setup.ts'
import { FeedError } from '../errors/feed-error.ts'
import { renderJson, renderText } from '../errors/render.ts'
import { topics } from '../model/envelope.ts'
import { command, type Exit, exit } from './command.ts'
import { firstPoll } from './first-poll.ts'
import type { Output } from './output.ts'
import { counted } from './words.ts'

export const setup = command({
  arguments: {},
  options: { check: { about: 'make nothing: only say what is missing, or is not as it should be' } },
  examples: ['feed setup --home aws', 'feed setup --home aws --check'],
  async run({ options, config, out, signal }) {
    if (config.cloud === undefined) {
      out.data({ home: 'embedded', found: [], problems: [] })
      out.line(
        `The stores of this machine are made in ${config.data} with the first write: there is nothing to set up.`,
      )
      out.next(firstPoll(config))
      return exit.fine
    }
    const { setUpCloud } = await import('../entry/setup.ts')
    const width = widestName(config.cloud)
    const found: SetUp[] = []
    const problems: FeedError[] = []
    for await (const one of setUpCloud(config.cloud, config, { make: !options.check, signal })) {
      if (one instanceof FeedError) {
        problems.push(one)
        out.line(renderText(one))
      } else {
        found.push(one)
        show(one, width, out)
      }
    }
    out.data({ home: 'aws', found, problems: problems.map(renderJson) })
    return sayNext(found, problems.length, config, out)
  },
})

/** Each line is shown as soon as it is known, below those before it. */
const widestName = ({ tables, bucket, topicPrefix, traceStream }: Cloud): number =>
  Math.max(
    ...Object.values(tables).map(({ length }) => length),
    ...Object.values(topics).map(({ length }) => topicPrefix.length + length),
    bucket.length,
    traceStream.length,
  )

function show({ what, name, is, added, differs }: SetUp, width: number, out: Output): void {
  const said = [
    differs.length > 0 ? out.style('red', 'differs') : is === 'missing' ? out.style('red', 'missing') : is,
    ...added.map((setting) => `${setting} switched on`),
  ]
  out.line(`${what.padEnd('stream'.length)}  ${name.padEnd(width)}  ${said.join(', ')}`)
  for (const { setting, has, wants } of differs) out.line(`        ${setting}: ${has}, should be ${wants}`)
}

function sayNext(found: readonly SetUp[], problems: number, config: Config, out: Output): Exit {
  const missing = found.filter(({ is }) => is === 'missing').length
  const different = found.filter(({ differs }) => differs.length > 0).length
  if (problems > 0) out.next(`${counted(problems, 'problem')} to correct; then "feed setup" again.`)
  else if (missing > 0) out.next(`${missing} missing. Make what is missing: feed setup`)
  else if (different > 0)
    out.next(
      `${different} as it should not be, and changed by nobody but you: correct it, or make it anew; then "feed setup" again.`,
    )
  else out.next(`All is there. ${firstPoll(config)}`)
  return problems + missing + different > 0 ? exit.problems : exit.fine
}
