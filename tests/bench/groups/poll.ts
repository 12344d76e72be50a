import { freemem } from 'node:os'
import { referenceRows } from '../data/precinct-file.ts'
import { divided, type Found, type Ratio } from '../figures.ts'
import { inChild } from '../in-child.ts'
import { canPin } from '../one-core.ts'
import { type MeasuredPoll, measuredFloor, measuredPolls } from '../poll/measured-polls.ts'

/** No further round after so much time. */
const enoughMilliseconds = 480_000
const wanted = 5

/** More than a process that polls, its server and what they write take at one time. */
const touchedBytes = 4_000_000_000

async function touchMemory(): Promise<void> {
  await inChild('touch-memory.ts', [String(Math.min(touchedBytes, freemem() / 2))])
}

/** Whole polls of the reference file over homes of this machine, and the floor: each round in new processes on one core. */
export async function* poll({ smoke }: { readonly smoke: boolean }): AsyncIterable<Found> {
  const rounds: {
    readonly polls: readonly MeasuredPoll[]
    readonly floor: Readonly<Record<string, number>>
  }[] = []
  const rows = smoke ? 1_000 : referenceRows
  if (!smoke) await touchMemory()
  const began = performance.now()
  while (rounds.length < (smoke ? 1 : wanted)) {
    if (rounds.length > 0 && performance.now() - began > enoughMilliseconds) break
    // oxlint-disable-next-line no-await-in-loop -- none beside another
    const floor = await measuredFloor(rows)
    // oxlint-disable-next-line no-await-in-loop -- none beside another
    rounds.push({ floor, polls: await measuredPolls(rows) })
  }
  if (!canPin()) yield { remark: 'Polls had every core: this system has no taskset.' }
  if (rounds.length < wanted && !smoke)
    yield { remark: `Only ${rounds.length} rounds of polls were measured: more would have taken too long.` }
  const of = (name: string, what: 'wall' | 'cpu' | 'rss'): readonly number[] =>
    rounds.map(({ polls }) => polls.find((one) => one.name === name)?.[what] ?? Number.NaN)
  const names = rounds[0]?.polls.map(({ name }) => name) ?? []
  for (const name of names) {
    yield { figure: { name: `${name}: wall`, unit: 'ms', better: 'less', rounds: of(name, 'wall') } }
    yield { figure: { name: `${name}: CPU`, unit: 'ms', better: 'less', rounds: of(name, 'cpu') } }
  }
  const last = names.at(-1) ?? ''
  yield { figure: { name: 'memory at most', unit: 'MB', better: 'less', rounds: of(last, 'rss') } }

  const stages = Object.keys(rounds[0]?.floor ?? {})
  const stage = (name: string): readonly number[] => rounds.map(({ floor }) => floor[name] ?? Number.NaN)
  for (const name of stages)
    yield {
      figure: { name: `floor: ${name}`, unit: 'ms', better: 'less', rounds: stage(name), isAside: true },
    }
  const floor = rounds.map((_, round) => stages.reduce((sum, name) => sum + (stage(name)[round] ?? 0), 0))
  yield { figure: { name: 'floor: sum', unit: 'ms', better: 'less', rounds: floor, isAside: true } }

  const ratio = (name: string, one: readonly number[], other: readonly number[], atMost?: number): Found => {
    const measured: Ratio = { name, better: 'less', rounds: divided(one, other) }
    return { ratio: atMost === undefined ? measured : { ...measured, goal: { atMost } } }
  }
  yield ratio('in full / floor', of('in full', 'wall'), floor, 2)
  yield ratio('in full, 1 % scattered / floor', of('in full, 1 % scattered', 'wall'), floor, 2)
  yield ratio('first / floor', of('first', 'wall'), floor, 2)
  for (const name of ['1 % scattered', '1 % clustered', '1 % in precincts'])
    yield ratio(`${name} / in full`, of(name, 'wall'), of('in full', 'wall'), 1 / 8)
  const same = 'in full, 1 % scattered'
  for (const name of ['1 % scattered', '1 % scattered, the first ones', '1 % scattered, nothing remembered'])
    yield ratio(`${name} / ${same}`, of(name, 'wall'), of(same, 'wall'))
}
