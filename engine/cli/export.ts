import { exportFormats, placeIn } from '../config/exports.ts'
import type { Config } from '../config.ts'
import { openTarget } from '../entry/export-target.ts'
import { exportsTo } from '../entry/exports.ts'
import { type Homes, openHomes } from '../entry/homes.ts'
import { outlived } from '../entry/outlived.ts'
import { feedError } from '../errors/feed-error.ts'
import type { Override } from '../model/current.ts'
import { checkExports } from '../process/export/check-exports.ts'
import { exportElection } from '../process/export/export.ts'
import type { ExportBody } from '../process/export/listed.ts'
import { exportsIn } from '../process/export/names.ts'
import type { Exporting, Exports } from '../process/export/ports.ts'
import { standingAt, standingNow } from '../process/export/standing.ts'
import { indexPath } from '../process/export/write-index.ts'
import { currentElections } from '../register/current-entries.ts'
import { command, exit } from './command.ts'
import { decideOverdue, followThrough } from './follow-through.ts'
import { outlivedData, outlivedText } from './overrides-shown.ts'
import { shellWord } from './shell-word.ts'
import { timeOfNight } from './time-meant.ts'
import { counted, figure } from './words.ts'

export const exportResults = command({
  arguments: {},
  options: {
    election: { value: 'ELECTION', about: 'of one election: its id' },
    to: { value: 'PLACE', about: 'to another folder, or s3://BUCKET/PREFIX; usually CANVASS_EXPORTS' },
    format: {
      value: 'FORMAT',
      about: 'write this format only, and leave what lies there in others; may be given several times',
      oneOf: exportFormats,
      many: true,
    },
    at: {
      value: 'TIME',
      about: 'as results stood: 21:47 in the night there, or a time with its offset; needs --to',
    },
    check: { about: 'write nothing; compare what is exported with the index and with what stands' },
  },
  examples: [
    'feed export',
    'feed export --election us-2024-11-05-general --to night --at 2024-11-05T22:00:00-05:00',
    'feed export --check',
  ],
  async run({ options, config, out, clock, signal }) {
    const { at } = options
    if (at !== undefined && options.to === undefined)
      throw feedError('CLI_USAGE', {
        problem: '--at needs --to',
        advice: 'What stood once does not replace what is exported: name another folder.',
      })
    await using homes = await openHomes(config, { clock, reading: options.check })
    await using exports = await exportsOf(options, config, homes)
    if (at !== undefined && exports.target.place === homes.exports.target.place)
      throw feedError('CLI_USAGE', {
        problem: `--to names ${exports.target.place}, where what stands now is exported`,
        advice: 'What stood once does not replace it: name another folder.',
      })
    if (!options.check && at === undefined && (await decideOverdue(homes, { out, signal })))
      await followThrough(homes, { config, out, signal })
    const elections = await electionsAsked(options.election, homes, signal)
    const done: Done[] = []
    for (const election of elections) {
      const { election: about, timezone } = homes.desk(election)
      const moment = at === undefined ? undefined : timeOfNight(at, { date: about.date, timezone })
      const standing =
        moment === undefined ? standingNow(homes.register) : standingAt(homes.register, moment.at)
      if (moment !== undefined) out.line(`As it stood at ${moment.words}.`)
      const exporting: Exporting = { ...homes, exports, standing, election, isThorough: true }
      if (!options.check)
        await exportElection(exporting, (contest) => out.progress(`${election}: ${contest}`), signal)
      done.push({ ...(await doneOf(exporting, options.check, signal)), at: moment?.at ?? null })
    }
    const place = exports.target.place
    const stillSet = options.check && at === undefined ? await overdue(homes, elections, signal) : []
    out.data({ place, elections: done, outlived: stillSet.map(outlivedData) })
    const problems = done.flatMap((one) => one.problems)
    out.table(
      [
        { title: 'election', flexible: true },
        { title: 'contests', right: true },
        { title: 'files', right: true },
        { title: 'bytes', right: true },
        { title: 'stale', right: true },
        { title: '' },
      ],
      done.map((one) => [
        one.election,
        figure(one.contests),
        figure(one.files),
        figure(one.bytes),
        figure(one.stale),
        one.problems.length === 0 ? '' : out.style('yellow', counted(one.problems.length, 'problem')),
      ]),
    )
    for (const { problem, path } of problems.slice(0, mostProblems)) out.line(`${problem}  ${path}`)
    if (problems.length > mostProblems)
      out.line(`… and ${counted(problems.length - mostProblems, 'problem')} more: --json`)
    for (const one of stillSet) out.line(outlivedText(one))
    const [first] = done
    if (first === undefined)
      out.next('No results are current yet, so that there is nothing to export: feed run --once')
    else if (problems.length > 0) out.next(`Write them again: ${again(options)}`)
    else if (stillSet.length > 0)
      out.next(`All of ${place} is what stands. To decide anew, and write that: ${again(options)}`)
    else if (options.check) out.next(`All of ${place} is what stands.`)
    else out.next(`Whoever reads begins with the index: ${place}/${indexPath(first.election)}`)
    return problems.length > 0 ? exit.problems : exit.fine
  },
})

const mostProblems = 20

/** What people set by hand in one of these elections that has ended and stands all the same. */
const overdue = async (
  { register, clock }: Homes,
  elections: readonly string[],
  signal: AbortSignal,
): Promise<readonly Override[]> =>
  (await outlived(register, clock.now().toISOString(), signal)).filter(({ election }) =>
    elections.includes(election),
  )

interface Done {
  readonly election: string
  readonly at?: string | null
  readonly index: string
  readonly contests: number
  readonly files: number
  readonly bytes: number
  readonly stale: number
  readonly problems: readonly { readonly path: string; readonly problem: string }[]
}

async function doneOf(exporting: Exporting, isCheck: boolean, signal: AbortSignal): Promise<Done> {
  const { register, election, exports } = exporting
  const sums = { contests: 0, files: 0, bytes: 0, stale: 0 }
  for await (const { body } of register.list(exportsIn(election, exports.target.place), {}, signal)) {
    const { files, stale } = body as ExportBody
    sums.contests += files.length > 0 ? 1 : 0
    sums.files += files.length
    sums.bytes += files.reduce((sum, file) => sum + file.bytes, 0)
    sums.stale += stale
  }
  const { problems } = isCheck ? await checkExports(exporting, signal) : { problems: [] }
  return { election, index: indexPath(election), ...sums, problems }
}

async function exportsOf(
  { to, format }: { readonly to: string | undefined; readonly format: readonly string[] },
  config: Config,
  homes: Homes,
): Promise<Exports & AsyncDisposable> {
  const isPartial = format.length > 0
  const formats = isPartial ? format : config.exports?.formats
  if (to === undefined) {
    const { target } = homes.exports
    return {
      ...exportsTo(target, formats, (group) => homes.reader(group)),
      isPartial,
      [Symbol.asyncDispose]: async () => undefined,
    }
  }
  const at = placeIn(to, config.environment)
  if (typeof at === 'string')
    throw feedError('CLI_USAGE', {
      problem: `--to ${at}`,
      advice: 'Name a folder, or a bucket and what its keys begin with.',
    })
  const target = await openTarget(at, config)
  return {
    ...exportsTo(target, formats, (group) => homes.reader(group)),
    isPartial,
    [Symbol.asyncDispose]: async () => target[Symbol.dispose](),
  }
}

async function electionsAsked(
  asked: string | undefined,
  { register }: Homes,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const known = await Array.fromAsync(currentElections(register, signal))
  if (asked === undefined) return known
  if (!known.includes(asked)) throw feedError('EXPORT_NOTHING', { election: asked, known })
  return [asked]
}

const again = ({
  election,
  to,
  format,
}: {
  readonly election: string | undefined
  readonly to: string | undefined
  readonly format: readonly string[]
}) =>
  [
    'feed export',
    ...(election ? [`--election ${shellWord(election)}`] : []),
    ...(to ? [`--to ${shellWord(to)}`] : []),
    ...format.map((one) => `--format ${one}`),
  ].join(' ')
