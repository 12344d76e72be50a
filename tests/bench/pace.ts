import { timed } from './measure.ts'

/**
 * Milliseconds of work that is the same in every run: what JSON, texts and numbers cost here and now. By it figures of two
 * runs are compared, since a machine that others use is not always equally fast.
 */
export async function pace(rounds = 5): Promise<readonly number[]> {
  const records = Array.from({ length: 20_000 }, (_, index) => ({ name: `Name ${index}`, votes: index * 7 }))
  const times: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one round after the other
    const time = await timed(async () => {
      const read = JSON.parse(JSON.stringify(records)) as typeof records
      const votes = new Map(read.map((one) => [one.name.toUpperCase(), one.votes]))
      return [...votes.values()].toSorted((one, other) => other - one)
    })
    if (round > 0) times.push(time)
  }
  return times
}
