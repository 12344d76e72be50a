import { inParallel } from './in-parallel.ts'

/** Calls that one store has under way at once: enough to hide the way there and back, few enough to be served. */
export const callsAtOnce = 32

/** One answer for each item, many at once; those of one key one after the other, in their order. */
export async function inTurn<Item, Answer>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  one: (item: Item) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = []
  const chains = [...Map.groupBy(items.entries(), ([, item]) => keyOf(item)).values()]
  await inParallel(chains, callsAtOnce, async (chain) => {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    for (const [at, item] of chain) answers[at] = await one(item)
  })
  return answers
}
