import { timed } from './measure.ts'

/** Something that is timed: done once a round. */
export type Contender = () => unknown

/**
 * Milliseconds that each contender took, round by round. In a round each comes once, the first of them another time from
 * round to round; `warm` rounds before are not counted. What was spent beyond `milliseconds` ends it, after three rounds at
 * least.
 */
export async function interleaved<Name extends string>(
  contenders: Readonly<Record<Name, Contender>>,
  {
    rounds,
    warm = 1,
    milliseconds = Number.POSITIVE_INFINITY,
  }: { readonly rounds: number; readonly warm?: number; readonly milliseconds?: number },
): Promise<Readonly<Record<Name, readonly number[]>>> {
  const names = Object.keys(contenders) as Name[]
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>
  const began = performance.now()
  for (let round = -warm; round < rounds; round += 1) {
    if (round >= 3 && performance.now() - began > milliseconds) break
    for (const at of names.keys()) {
      const name = names[(at + round + warm) % names.length] as Name
      // oxlint-disable-next-line no-await-in-loop -- none beside another
      const time = await timed(async () => contenders[name]())
      if (round >= 0) times[name].push(time)
    }
  }
  return times
}
