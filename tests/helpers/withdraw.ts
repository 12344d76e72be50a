import { type Counties, firstCounts, type Night } from './night.ts'

/** The first counts, and then without a county: a person releases every doubt about that. */
export async function withdraw(one: Night, county: string): Promise<void> {
  one.publish(firstCounts)
  await one.feed(['run', '--once'])
  await one.clock.advance(60_000)
  const left: Counties = Object.fromEntries(Object.entries(firstCounts).filter(([name]) => name !== county))
  one.publish(left)
  await one.feed(['run', '--once'])
  for (let doubts = 1; doubts < 5; doubts++) {
    const { lines } = await one.json(['holds'])
    const ids = lines[0].holds.map(({ id }: { id: string }) => id)
    if (ids.length === 0) return
    await one.feed(['release', ...ids, '--why', 'the office took it back', '--poll'])
  }
}
