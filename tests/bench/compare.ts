import { type Figure, type Group, median, type Ratio, type Results, spread } from './figures.ts'

/** One line of two runs. */
export interface Compared {
  /** With its group. */
  readonly name: string
  /** How many times as good it was before: above 1 it got slower. */
  readonly change: number
  /** What chance may do to it, as a share. */
  readonly noise: number
  readonly verdict: 'slower' | 'faster' | 'the same' | 'new' | 'gone'
}

/** What is measured more often than twice lies apart a little at least, and else nobody knows how far. */
const noiseAtLeast = 0.05
const noiseUnknown = 0.3

/**
 * What became slower and faster between two runs. A figure is first corrected by the pace of the machine, which is measured
 * before and after every group; a ratio needs none, since both sides of it were measured beside each other. What is left is
 * noise as long as it lies within the spread of the rounds of both runs together (for figures with that of the pace too).
 */
export function comparison(before: Results, now: Results): readonly Compared[] {
  return Object.entries(now).flatMap(([name, group]) => {
    const earlier = before[name]
    return earlier === undefined ? [] : groupCompared(name, earlier, group)
  })
}

function groupCompared(group: string, before: Group, now: Group): readonly Compared[] {
  const paces = { change: median(now.pace) / median(before.pace), noise: noiseOf(before.pace, now.pace) }
  const lines = (
    one: readonly (Figure | Ratio)[],
    other: readonly (Figure | Ratio)[],
    pace: typeof paces,
  ): readonly Compared[] => {
    const isOwn = ({ isAside }: Figure | Ratio): boolean => isAside !== true
    const known = new Map(one.map((line) => [line.name, line]))
    const still = new Set(other.map(({ name }) => name))
    return [
      ...other
        .filter(isOwn)
        .map((line) => lineCompared(`${group}: ${line.name}`, known.get(line.name), line, pace)),
      ...one
        .filter((line) => isOwn(line) && !still.has(line.name))
        .map(({ name }) => ({ name: `${group}: ${name}`, change: 1, noise: 0, verdict: 'gone' as const })),
    ]
  }
  return [
    ...lines(before.figures, now.figures, paces),
    ...lines(before.ratios, now.ratios, { change: 1, noise: 0 }),
  ]
}

function lineCompared(
  name: string,
  before: Figure | Ratio | undefined,
  now: Figure | Ratio,
  pace: { readonly change: number; readonly noise: number },
): Compared {
  if (before === undefined) return { name, change: 1, noise: 0, verdict: 'new' }
  const isTimed = 'unit' in now && !['MB', 'KB', 'each'].includes(now.unit)
  const expected = isTimed ? pace.change : 1
  const grown = median(now.rounds) / median(before.rounds)
  const change = (now.better === 'less' ? grown : 1 / grown) / expected
  const noise = noiseOf(before.rounds, now.rounds) + (isTimed ? pace.noise : 0)
  const verdict = change > 1 + noise ? 'slower' : change < 1 / (1 + noise) ? 'faster' : 'the same'
  return { name, change, noise, verdict }
}

/** As far as rounds lie apart in both runs, another run may lie. */
function noiseOf(before: readonly number[], now: readonly number[]): number {
  const [one, other] = [spread(before), spread(now)]
  if (one === undefined || other === undefined) return noiseUnknown
  return Math.max(noiseAtLeast, one + other)
}
