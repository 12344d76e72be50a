import type { Compared } from './compare.ts'
import { type Figure, type Group, isMet, median, type Ratio, spread } from './figures.ts'
import type { Machine } from './machine.ts'

export const machineText = ({ cpu, cores, memoryGigabytes, system, node, java, load }: Machine): string =>
  `${cpu}, ${cores} cores, ${memoryGigabytes} GB, ${system}, Node ${node}, Java ${java ?? 'none'}, load ${load}`

/** A group as a table: medians, and how far the middle half of the rounds lies apart. */
export function groupText(name: string, { figures, ratios, remarks, seconds }: Group): string {
  const title = `\n${name} (${seconds} s)`
  return [
    row(title.trimStart(), 'median', 'apart', 'rounds'),
    ...figures.map(figureRow),
    ...(ratios.length === 0 ? [] : [row('', 'times', 'apart', 'goal')]),
    ...ratios.map(ratioRow),
    ...remarks.map((remark) => `· ${remark}`),
    '',
  ].join('\n')
}

const figureRow = ({ name, unit, rounds }: Figure): string =>
  row(`  ${name}`, figure(median(rounds), unit), apart(rounds), String(rounds.length))

function ratioRow(ratio: Ratio): string {
  const { name, goal, rounds } = ratio
  const words =
    goal === undefined
      ? ''
      : `${'atMost' in goal ? `≤ ${number(goal.atMost)}` : `≥ ${number(goal.atLeast)}`} ${isMet(ratio) === true ? 'met' : 'NOT MET'}`
  return row(`  ${name}`, `${number(median(rounds))}x`, apart(rounds), words)
}

function apart(rounds: readonly number[]): string {
  const share = spread(rounds)
  return share === undefined ? '' : `${Math.round(share * 100)} %`
}

/** A number with three digits that mean something. */
export function number(value: number): string {
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value) || 1)))
  return value.toLocaleString('en', { maximumFractionDigits: digits })
}

export function figure(value: number, unit: Figure['unit']): string {
  return unit === 'each' ? number(value) : `${number(value)} ${unit}`
}

function row(...[name, value, share, rest]: readonly [string, string, string, string]): string {
  return `${name.padEnd(56)}${value.padStart(16)}${share.padStart(8)}${rest.padStart(16)}`.trimEnd()
}

/** What got slower, and what faster; the rest is counted. */
export function comparedText(compared: readonly Compared[]): string {
  const of = (verdict: Compared['verdict']): readonly Compared[] =>
    compared.filter((one) => one.verdict === verdict)
  const line = ({ name, change, noise }: Compared): string => {
    const times = change >= 1 ? `${number(change)}x slower` : `${number(1 / change)}x faster`
    return row(`  ${name}`, times, '', `noise ${Math.round(noise * 100)} %`)
  }
  const part = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : [title, ...lines]
  return [
    ...part('Slower:', of('slower').map(line)),
    ...part('Faster:', of('faster').map(line)),
    ...part(
      'No longer measured:',
      of('gone').map(({ name }) => `  ${name}`),
    ),
    ...part(
      'New:',
      of('new').map(({ name }) => `  ${name}`),
    ),
    `${of('the same').length} of ${compared.length} lines are the same within their noise.`,
  ].join('\n')
}
