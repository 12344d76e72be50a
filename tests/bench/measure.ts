/** How many of something were done in a second, round by round; the first warms up and is not counted. */
export async function perSecond(
  rounds: number,
  count: number,
  round: () => Promise<unknown>,
): Promise<readonly number[]> {
  const rates: number[] = []
  for (let at = 0; at <= rounds; at++) {
    // oxlint-disable-next-line no-await-in-loop -- one round after the other
    const milliseconds = await timed(round)
    if (at > 0) rates.push((count / milliseconds) * 1_000)
  }
  return rates
}

/** Milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}
