import { given as askedFor } from './asked.ts'
import { comparison } from './compare.ts'
import type { Group, Results } from './figures.ts'
import { groups } from './groups/table.ts'
import { machine } from './machine.ts'
import { measuredGroup } from './measured-group.ts'
import { writePlots } from './plots/write-plots.ts'
import { files, resultsOf, writeGroup } from './results-file.ts'
import { comparedText, groupText, machineText } from './table.ts'

const usage = `npm run bench [-- GROUP…] [-- --record] [--compare FILE] [--plots] [--smoke] [--embedded]

How fast the engine is on this machine, as tables and in a file (tests/bench/results/latest.json). Without a group: all.
  GROUP           ${Object.keys(groups).join(', ')}
  --record        into the file that is kept in the project (tests/bench/results/recorded.json); groups that do not run stay
  --compare FILE  what got slower and faster than in that file; ends with 1 if something got slower
  --plots         draws what was recorded, and writes it into docs/performance.md; runs nothing unless a group is named
  --smoke         little of everything: to see that it runs
  --embedded      the ports without the real servers`

const given = sound(askedFor(process.argv.slice(2)))
const unknown = given.groups.find((name) => !Object.hasOwn(groups, name))
if (given.help || unknown !== undefined) {
  console.log(unknown === undefined ? usage : `There is no group ${unknown}.\n\n${usage}`)
  process.exit(unknown === undefined ? 0 : 2)
}
const wanted = given.groups.length > 0 || given.plots ? given.groups : Object.keys(groups)
// Read first: the file may be the one that is written.
const before = given.compare === undefined ? undefined : sound(resultsOf(given.compare, wanted))

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
  const others = Object.keys(now).filter((name) => !Object.hasOwn(earlier, name))
  if (others.length > 0) console.log(`Not in the file, and not compared: ${others.join(', ')}.`)
  if (compared.some(({ verdict }) => verdict === 'slower')) process.exitCode = 1
}

/** What is wrong is said in one line. */
function sound<Read>(read: Read | RangeError): Read {
  if (read instanceof RangeError) {
    console.error(read.message)
    process.exit(2)
  }
  return read
}
