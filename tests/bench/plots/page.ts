import { type Group, isMet, median, type Ratio, type Results, spread } from '../figures.ts'
import { figure, machineText, number } from '../table.ts'
import { namesBefore, valueOf } from './charts.ts'
import { reasons } from './reasons.ts'

/** The page with what stands between its marks (`<!-- bench: NAME -->` … `<!-- /bench -->`) made anew of what was recorded. */
export function performancePage(page: string, results: Results): string {
  return page.replaceAll(
    /(<!-- bench: (\w+) -->\n)[^]*?(<!-- \/bench -->)/g,
    (_, opening: string, name: string, closing: string) => `${opening}${part(name, results)}\n${closing}`,
  )
}

/** Goals that were not met, and whose group they are of: the page says why. */
export const unmetGoals = (results: Results): readonly { readonly group: string; readonly ratio: Ratio }[] =>
  Object.entries(results).flatMap(([group, { ratios }]) =>
    ratios.flatMap((ratio) => (isMet(ratio) === false ? [{ group, ratio }] : [])),
  )

function part(name: string, results: Results): string {
  const special = { goals, unmet, runs, mapping, constructs, poll, ports }[name]
  if (special !== undefined) return special(results)
  const group = results[name]
  return group === undefined ? notRecorded : figuresTable(group)
}

const notRecorded = 'Not recorded yet.'

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(heads), line(heads.map((_, at) => (at === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n')
}

const apart = (rounds: readonly number[]): string => {
  const share = spread(rounds)
  return share === undefined ? '' : `${Math.round(share * 100)} %`
}

function figuresTable({ figures, ratios, remarks }: Group): string {
  return [
    table(
      ['', 'median', 'middle half apart', 'rounds'],
      [
        ...figures.map(({ name, unit, rounds }) => [
          name,
          figure(median(rounds), unit),
          apart(rounds),
          String(rounds.length),
        ]),
        ...ratios.map(({ name, rounds }) => [
          name,
          `${number(median(rounds))}x`,
          apart(rounds),
          String(rounds.length),
        ]),
      ],
    ),
    ...remarks,
  ].join('\n\n')
}

const goalText = ({ goal }: Ratio): string =>
  goal === undefined
    ? ''
    : 'atMost' in goal
      ? `at most ${number(goal.atMost)}x`
      : `at least ${number(goal.atLeast)}x`

/** Those of the constructs are in their own table: here the slowest of them stands for all. */
function goals(results: Results): string {
  const all = Object.entries(results).flatMap(([group, { ratios }]) => {
    const own = ratios.filter(({ goal }) => goal !== undefined)
    const few = group === 'constructs' ? own.toSorted(bySpeed).slice(0, 1) : own
    return few.map((ratio) => ({ group, ratio }))
  })
  if (all.length === 0) return notRecorded
  return table(
    ['group', 'what', 'goal', 'measured', ''],
    all.map(({ group, ratio }) => [
      group,
      group === 'constructs' ? `the slowest kind of expression: ${ratio.name}` : ratio.name,
      goalText(ratio),
      `${number(median(ratio.rounds))}x`,
      isMet(ratio) === true ? 'met' : '**not met**',
    ]),
  )
}

const bySpeed = (one: Ratio, other: Ratio): number => median(one.rounds) - median(other.rounds)

function unmet(results: Results): string {
  const all = unmetGoals(results)
  if (Object.keys(results).length === 0) return notRecorded
  if (all.length === 0) return 'All goals are met.'
  return all
    .map(({ group, ratio }) => {
      const { name, rounds } = ratio
      const why = reasons[`${group}: ${name}`] ?? 'the reason is not known.'
      return `- **${group}: ${name}**, ${number(median(rounds))}x where ${goalText(ratio)} is wanted: ${why}`
    })
    .join('\n')
}

function constructs(results: Results): string {
  const group = results['constructs']
  if (group === undefined) return notRecorded
  const times = (name: string): string => {
    const found = valueOf(group, name)
    return found === null ? '' : figure(found, 'µs')
  }
  return table(
    ['', 'library', 'engine', 'its code alone', 'library / engine'],
    group.ratios.map(({ name, rounds }) => [
      name,
      times(`${name}: library`),
      times(`${name}: engine`),
      times(`${name}: code alone`),
      `${number(median(rounds))}x`,
    ]),
  )
}

function runs(results: Results): string {
  const all = Object.entries(results)
  if (all.length === 0) return notRecorded
  const machines = [
    ...new Set(all.map(([, { machine }]) => machineText({ ...machine, load: 0 }).replace(/, load 0$/, ''))),
  ]
  return [
    table(
      ['group', 'recorded', 'commit', 'seconds', 'load before'],
      all.map(([name, { at, commit, seconds, machine }]) => [
        name,
        at.slice(0, 16).replace('T', ' '),
        commit ?? '',
        number(seconds),
        String(machine.load),
      ]),
    ),
    ...machines,
  ].join('\n\n')
}

function mapping(results: Results): string {
  const group = results['mapping']
  if (group === undefined) return notRecorded
  const value = (name: string, unit: string): string => {
    const found = valueOf(group, name)
    return found === null ? '' : `${number(found)}${unit}`
  }
  const rows = namesBefore(group, ': library / by hand').map((name) => [
    name,
    value(`${name}: jsonata library`, ' µs'),
    value(`${name}: engine`, ' µs'),
    value(`${name}: code alone`, ' µs'),
    value(`${name}: by hand`, ' µs'),
    value(`${name}: library / engine`, 'x'),
    value(`${name}: library / by hand`, 'x'),
    value(`${name}: engine / by hand`, 'x'),
    value(`${name}: code alone / by hand`, 'x'),
  ])
  const means = ['library / engine', 'engine / by hand'].map((what) => value(`geometric mean: ${what}`, 'x'))
  return table(
    [
      'for a record',
      'library',
      'engine',
      'its code alone',
      'by hand',
      'library / engine',
      'library / by hand',
      'engine / by hand',
      'code alone / by hand',
    ],
    [...rows, ['geometric mean', '', '', '', '', means[0] ?? '', '', means[1] ?? '', '']],
  )
}

function poll(results: Results): string {
  const group = results['poll']
  if (group === undefined) return notRecorded
  const value = (name: string): string => figure(valueOf(group, name) ?? Number.NaN, 'ms')
  const rows = namesBefore(group, ': wall').map((name) => [
    name,
    value(`${name}: wall`),
    value(`${name}: CPU`),
  ])
  const roundsOf = (name: string): readonly number[] =>
    group.figures.find((one) => one.name === name)?.rounds ?? []
  const memory = figure(Math.max(...roundsOf('memory at most')), 'MB')
  const stages = group.figures.flatMap(({ name }) =>
    name.startsWith('floor: ') && name !== 'floor: sum' ? [`${name.slice(7)} ${value(name)}`] : [],
  )
  const ratios = group.ratios.map((ratio) => [
    ratio.name,
    `${number(median(ratio.rounds))}x`,
    goalText(ratio),
  ])
  return [
    table(['poll', 'wall', 'CPU'], rows),
    `No process held more than ${memory}. The floor: ${stages.join(', ')}; together ${value('floor: sum')}.`,
    table(['', 'measured', 'goal'], ratios),
    ...group.remarks,
  ].join('\n\n')
}

const both = [', embedded', ', real servers'] as const

function ports(results: Results): string {
  const group = results['ports']
  if (group === undefined) return notRecorded
  const { figures, remarks } = group
  const value = (name: string): string => {
    const found = figures.find((one) => one.name === name)
    return found === undefined ? '' : figure(median(found.rounds), found.unit)
  }
  const names = new Set(figures.map(({ name }) => both.reduce((of, ending) => of.replace(ending, ''), name)))
  const rows = [...names].map((name) => [name, ...both.map((ending) => value(`${name}${ending}`))])
  return [table(['', 'one machine', 'real servers'], rows), ...remarks].join('\n\n')
}
