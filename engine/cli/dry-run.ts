import { writeFileSync } from 'node:fs'
import { resultLines } from '../backtest/result-lines.ts'
import type { RecordedCapture } from '../capture/recorded.ts'
import { feedError, said } from '../errors/feed-error.ts'
import type { Payload } from '../model/payload.ts'
import { changesetOf, sealed } from '../poll/changeset.ts'
import { processCapture } from '../poll/process-capture.ts'
import { captureFor } from './capture-for.ts'
import { type Call, command, exit } from './command.ts'
import { dryRunData } from './dry-run-data.ts'
import { oneFeed } from './feeds.ts'
import { nothingBefore, priorOf } from './prior-of.ts'
import { showDryRun } from './show-dry-run.ts'
import { stopwatch } from './stopwatch.ts'
import { timedPlan } from './timed-plan.ts'
import { withinLimits } from './within-limits.ts'
import { sized } from './words.ts'

export const dryRun = command({
  arguments: { feed: { about: 'id of a feed, or path of a feed.yaml' } },
  options: {
    capture: {
      value: 'PATH',
      many: true,
      about:
        'a recorded capture (folder, or name of a fixture) or a file; REQUEST=FILE, several times, where the feed has several requests; without it the source is asked',
    },
    at: { value: 'TIME', about: 'judge as if the capture were taken then, such as "2024-11-05 21:00"' },
    state: { about: 'judge on what was published of the feed, not on nothing' },
    show: { value: 'TEXT', about: 'show only results whose contest, unit or selections contain the text' },
    out: { value: 'FILE', about: 'write all results, one per line (NDJSON)' },
  },
  examples: [
    'feed dry-run us-zz-harbor',
    'feed dry-run us-zz-harbor --capture detail.xml --at "2020-11-03 21:00" --show harbor',
    'feed dry-run us-zz-orchard --capture night --out results.ndjson',
    'feed dry-run us-zz-orchard --capture president=a.txt --capture senate=b.txt --capture house=c.txt',
  ],
  async run({ args, options, config, out, clock, signal }) {
    const feed = oneFeed(args.feed, config)
    const { plan } = feed
    const watch = stopwatch(clock)
    await using taken = await captureFor(feed, options, { config, out, clock, signal })
    watch.rest(taken.from === 'live' ? 'fetch' : 'read')
    const stands = options.state ? await priorOf(plan.feed, config, signal) : nothingBefore
    watch.rest('state')
    const judging = withProgress(taken, out)
    const judged = await withinLimits(plan, signal, (bounded) =>
      processCapture(timedPlan(plan, watch), judging, stands.prior, bounded),
    )
    watch.rest('diff')
    out.progress('')
    const { capture, capturedAt, from } = taken
    const changeset = changesetOf(plan, { judged, capture: capture.hash, capturedAt }, stands)
    const run = {
      plan,
      taken,
      from,
      judged,
      revision: stands.revision,
      changeset: judged.changes.length > 0 ? sealed(changeset).hash : null,
      times: watch.times(),
    }
    if (options.out !== undefined) write(options.out, resultLines(judged.results))
    out.data(dryRunData(run))
    showDryRun(run, { show: options.show, file: options.out, word: args.feed }, out)
    return judged.holds.length > 0 ? exit.held : exit.fine
  },
})

/** Counts the bytes of a body as they are read, for whoever waits. */
function withProgress(taken: RecordedCapture, out: Call['out']): RecordedCapture {
  return {
    ...taken,
    *open(request) {
      for (const payload of taken.open(request)) yield { ...payload, body: counted(payload, taken, out) }
    },
  }
}

async function* counted(
  { origin, body }: Payload,
  { capture }: RecordedCapture,
  out: Call['out'],
): AsyncIterable<Uint8Array> {
  const all = capture.payloads.find((one) => one.origin === origin)?.bytes ?? 0
  let bytes = 0
  for await (const piece of body) {
    bytes += piece.byteLength
    out.progress(`reading ${origin} … ${sized(bytes)} of ${sized(all)}`)
    yield piece
  }
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text)
  } catch (error) {
    throw feedError('CLI_FILE_UNWRITABLE', { path, reason: said(error) }, { cause: error })
  }
}
