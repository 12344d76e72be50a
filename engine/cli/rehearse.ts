import { writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { span as spanText } from '../entry/health.ts'
import { feedError } from '../errors/feed-error.ts'
import { compileAll } from '../plan/compile-all.ts'
import { findFeeds, folderFiles } from '../plan/feed-files.ts'
import type { Plan } from '../plan/plan.ts'
import { formerFolder, freshFolder, noteAgain } from '../rehearse/data-folder.ts'
import { type Night, readNight } from '../rehearse/night.ts'
import { playNight } from '../rehearse/play.ts'
import type { Report } from '../rehearse/report.ts'
import { spanOf } from '../rehearse/span.ts'
import { isPlayable } from '../rehearse/wanted.ts'
import { command, exit } from './command.ts'
import { someFeeds } from './feeds.ts'
import type { Style } from './output.ts'
import { sayNext } from './rehearse/next.ts'
import { showTime } from './rehearse/said.ts'
import { showSummary } from './rehearse/summary.ts'
import { appendingWatcher, drawingWatcher } from './rehearse/watchers.ts'
import { shellWord } from './shell-word.ts'
import { took } from './words.ts'

/** Seconds of the shipped night in one second on a terminal: it takes about twenty. */
const watchedSpeed = 700
const day = 86_400_000
/** Of this project, wherever the feeds of this environment are. */
const shipped = relative('.', join(import.meta.dirname, '../../feeds/rehearsal'))

export const rehearse = command({
  arguments: {},
  options: {
    night: {
      value: 'DIR',
      about: 'a recorded night: DIR/snapshots/STREAM/TIME.EXT; none: the night that is shipped',
    },
    feed: {
      value: 'FEED',
      many: true,
      about: 'a feed to rehearse; none: all that the night has streams for',
    },
    speed: {
      value: 'N',
      about:
        'at most N seconds of the night in one; max: as fast as it goes (the default without a terminal)',
    },
    resume: { about: 'a few minutes more of it, on the stores it left: see what a release or a hold does' },
    data: {
      value: 'DIR',
      about: 'where its stores are made anew; none: the folder rehearsal in CANVASS_HOME',
    },
  },
  examples: [
    'feed rehearse',
    'feed rehearse --speed max',
    'feed rehearse --night recordings/2024-11-05 --feed us-zz-precinct',
  ],
  async run({ options, config: live, out, clock, signal }) {
    const night = readNight(options.night ?? shipped)
    const feeds = options.night === undefined ? join(shipped, 'feeds') : live.feeds
    // Nothing of a rehearsal may come near the homes of an election, wherever those are.
    const data = options.data ?? join(live.data, 'rehearsal')
    const config = { ...live, feeds, data, cloud: undefined, alertWebhook: undefined, exports: undefined }
    const plans = plansOf(night, options.feed, feeds)
    const span = spanOf(plans, night)
    const drawn = out.width !== undefined && !out.json
    const speed = speedOf(options.speed, drawn && options.night === undefined)
    const { resume } = options
    using stores = resume ? formerFolder(config.data) : freshFolder(config.data)
    const settings = rememberSettings(stores.path, feeds)
    const again = againCommand(options)
    noteAgain(stores.path, again)

    const zone = night.timezone ?? plans[0]?.timezone ?? 'UTC'
    const time = showTime(zone, span.to - span.from > day)
    const parts = {
      title: night.title,
      zone,
      time,
      width: out.width ?? 80,
      style: (look: Style, text: string) => out.style(look, text),
    }
    const screen = { height: process.stdout.rows ?? 24, elapsed: () => clock.elapsed() }
    const watcher = drawn ? drawingWatcher(out, parts, screen) : appendingWatcher(out, time)
    const began = clock.elapsed()
    if (!drawn) out.line(`${night.title}. Times are those of ${zone}.`)
    let report: Report
    try {
      report = await playNight(
        { night, plans, config, resume, speed, everyCapture: options.night !== undefined, watcher },
        signal,
      )
    } finally {
      watcher.end()
    }
    out.line()
    const { from, to } = report.night
    const [all, real] = [spanText(Date.parse(to) - Date.parse(from)), took(clock.elapsed() - began)]
    out.line(`${out.style('bold', night.title)}: ${all}, played in ${real}.`)
    out.line()
    showSummary(report, time, out)
    sayNext(report, { settings, again, embedded: live.cloud !== undefined }, out)
    out.data(report)
    return exit.fine
  },
})

/** Named ones must be playable; else all that are. */
function plansOf(night: Night, words: readonly string[], feeds: string): readonly Plan[] {
  if (words.length > 0) return someFeeds(words, { feeds }).map(({ plan }) => plan)
  const compiled = compileAll(findFeeds(feeds, folderFiles), folderFiles)
  const plans = compiled.flatMap(({ plan }) => (plan !== undefined && isPlayable(plan, night) ? [plan] : []))
  if (plans.length === 0) throw feedError('REHEARSE_NO_FEED', { night: night.folder, root: feeds })
  const order = Object.keys(night.served)
  const place = ({ feed }: Plan) => (order.includes(feed) ? order.indexOf(feed) : order.length)
  return plans.toSorted((one, other) => place(one) - place(other))
}

function speedOf(text: string | undefined, isWatched: boolean): number {
  if (text === undefined) return isWatched ? watchedSpeed : Number.POSITIVE_INFINITY
  if (text === 'max') return Number.POSITIVE_INFINITY
  if (!/^[1-9]\d{0,8}$/.test(text)) {
    const problem = `--speed is "${text}", neither a whole number nor max`
    throw feedError('CLI_USAGE', { problem, advice: 'Write --speed 600 for ten minutes in a second.' })
  }
  return Number(text)
}

/** Other commands look into the same stores when they are told of this file. */
function rememberSettings(data: string, feeds: string): string {
  const path = join(data, 'env')
  writeFileSync(path, `CANVASS_HOME=${data}\nCANVASS_FEEDS=${feeds}\n`)
  return path
}

/** Lets the same night go on in the same folder. */
const againCommand = ({
  night,
  feed,
  data,
}: {
  readonly night: string | undefined
  readonly feed: readonly string[]
  readonly data: string | undefined
}): string =>
  [
    'npx feed rehearse --resume',
    ...(night === undefined ? [] : ['--night', shellWord(night)]),
    ...feed.flatMap((one) => ['--feed', shellWord(one)]),
    ...(data === undefined ? [] : ['--data', shellWord(data)]),
  ].join(' ')
