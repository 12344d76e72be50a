import { type Group, median, type Results } from '../figures.ts'
import type { Bars } from './bars-svg.ts'

/** The pictures of docs/performance.md, by the name of their file, as far as their groups were recorded. */
export const charts: Readonly<Record<string, (results: Results) => Bars | undefined>> = {
  mapping: (results) => of(results['mapping'], mappings),
  peers: (results) => of(results['peers'], peers),
  polls: (results) => of(results['poll'], polls),
  floor: (results) => of(results['poll'], floor),
  decode: (results) => of(results['decode'], decoders),
}

const of = (group: Group | undefined, chart: (group: Group) => Bars): Bars | undefined =>
  group === undefined ? undefined : chart(group)

/** The median of a figure or ratio. Null: the group has none of that name. */
export function valueOf({ figures, ratios }: Group, name: string): number | null {
  const found = [...figures, ...ratios].find((one) => one.name === name)
  return found === undefined ? null : median(found.rounds)
}

/** What stands before the colon in names that end so. */
export const namesBefore = ({ figures, ratios }: Group, ending: string): readonly string[] =>
  [...figures, ...ratios].flatMap(({ name }) =>
    name.endsWith(ending) ? [name.slice(0, -ending.length)] : [],
  )

function mappings(group: Group): Bars {
  const names = namesBefore(group, ': library / by hand')
  const values = (what: string) => names.map((name) => valueOf(group, `${name}: library / ${what}`))
  return {
    title: 'Reference mappings: how many times as fast as the jsonata library',
    unit: 'times as fast (each line ten times the one before)',
    of: names,
    isLogarithmic: true,
    series: [
      { name: 'by hand', values: values('by hand') },
      { name: 'engine', values: values('engine') },
    ],
  }
}

function peers(group: Group): Bars {
  const names = namesBefore(group, ': rows')
  return {
    title: 'Decode and map of 230,000 rows on one core',
    unit: 'rows a second',
    of: names,
    series: [{ name: 'rows', values: names.map((name) => valueOf(group, `${name}: rows`)) }],
  }
}

function polls(group: Group): Bars {
  const names = namesBefore(group, ': wall')
  return {
    title: 'One poll of the file, by what the source did',
    unit: 'milliseconds (each line ten times the one before)',
    of: names,
    isLogarithmic: true,
    series: [
      { name: 'wall', values: names.map((name) => valueOf(group, `${name}: wall`)) },
      { name: 'CPU', values: names.map((name) => valueOf(group, `${name}: CPU`)) },
    ],
  }
}

function floor(group: Group): Bars {
  const stages = group.figures.flatMap(({ name }) =>
    name.startsWith('floor: ') && name !== 'floor: sum' ? [name] : [],
  )
  return {
    title: 'What the stages take alone, and whole polls beside them',
    unit: 'milliseconds',
    of: ['the floor', 'in full', 'first'],
    isStacked: true,
    series: [
      ...stages.map((name) => ({
        name: name.slice('floor: '.length),
        values: [valueOf(group, name), null, null],
      })),
      { name: 'whole poll', values: [null, valueOf(group, 'in full: wall'), valueOf(group, 'first: wall')] },
    ],
  }
}

function decoders(group: Group): Bars {
  const names = namesBefore(group, ': bytes')
  return {
    title: 'Decoders',
    unit: 'megabytes a second',
    of: names,
    series: [{ name: 'bytes', values: names.map((name) => valueOf(group, `${name}: bytes`)) }],
  }
}
