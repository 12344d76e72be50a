import { parseArgs } from 'node:util'
import { comparison } from './compare.ts'
import type { Group, Results } from './figures.ts'
import { groups } from './groups/table.ts'
import { machine } from './machine.ts'
import { measuredGroup } from './measured-group.ts'
import { writePlots } from './plots/write-plots.ts'
import { files, resultsIn, writeGroup } from './results-file.ts'
import { comparedText, groupText, machineText } from './table.ts'

const usage = `npm run bench [-- GROUP…] [-- --record] [--compare FILE] [--plots] [--smoke] [--embedded]

How fast the engine is on this machine, as tables and in a file (tests/bench/results/latest.json). Without a group: all.
  GROUP           ${Object.keys(groups).join(', ')}
  --record        into the file that is kept in the project (tests/bench/results/recorded.json); groups that do not run stay
  --compare FILE  what got slower and faster than in that file; ends with 1 if something got slower
  --plots         draws what was recorded, and writes it into docs/performance.md; runs nothing unless a group is named
  --smoke         little of everything: to see that it runs
  --embedded      the ports without the real servers`

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    record: { type: 'boolean', default: false },
    compare: { type: 'string' },
    plots: { type: 'boolean', default: false },
    smoke: { type: 'boolean', default: false },
    embedded: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const unknown = positionals.find((name) => !(name in groups))
if (given.help || unknown !== undefined) {
  console.log(unknown === undefined ? usage : `There is no group ${unknown}.\n\n${usage}`)
  process.exit(unknown === undefined ? 0 : 2)
}
if (given.record && given.smoke) throw new RangeError('a smoke run says nothing that is worth keeping')
// Read first: the file may be the one that is written.
const before = given.compare === undefined ? undefined : resultsIn(given.compare)
if (before instanceof RangeError) {
  console.error(before.message)
  process.exit(2)
}

const wanted = positionals.length > 0 || given.plots ? positionals : Object.keys(groups)
if (wanted.length > 0) console.log(machineText(machine()))
const found: Record<string, Group> = {}
for (const name of wanted) {
  // oxlint-disable-next-line no-await-in-loop -- none beside another
  const group = await measuredGroup(name, given)
  found[name] = group
  console.log(groupText(name, group))
  if (!given.smoke) writeGroup(given.record ? files.recorded : files.latest, name, group)
}
if (before !== undefined) compare(before, found)
if (given.plots) for (const path of writePlots()) console.log(`→ ${path}`)
if (wanted.length > 0 && !given.smoke)
  console.log(
    given.record
      ? '→ npm run bench -- --plots draws it; commit tests/bench/results/recorded.json and docs/.'
      : '→ npm run bench -- --compare tests/bench/results/recorded.json tells what got slower.',
  )

function compare(earlier: Results, now: Results): void {
  const compared = comparison(earlier, now)
  console.log(comparedText(compared))
  if (compared.some(({ verdict }) => verdict === 'slower')) process.exitCode = 1
}
