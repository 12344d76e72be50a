/** The value that half of them do not exceed, or any other share: 0.99 for p99. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** Median of how many of something were done in a second, over some rounds; the first warms up and is not counted. */
export async function perSecond(
  rounds: number,
  count: number,
  round: () => Promise<unknown>,
): Promise<number> {
  const rates: number[] = []
  for (let at = 0; at <= rounds; at++) {
    // oxlint-disable-next-line no-await-in-loop -- one round after the other
    const milliseconds = await timed(round)
    if (at > 0) rates.push((count / milliseconds) * 1_000)
  }
  return quantile(rates, 0.5)
}

/** Milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}
