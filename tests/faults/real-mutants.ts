import type { RealVariant } from './real-stage.ts'
import type { PollFault, Step, Story } from './story.ts'

/** Adapters that are broken: a story on the real servers, made to hit the rule at once, must see it. */
export const realMutants: Readonly<
  Record<string, { readonly story: Story; readonly make: () => RealVariant }>
> = {
  'DynamoDB without its condition': {
    // After it has the lease and has read the head, and before it commits: 9 to 21 would each do.
    story: nightOf([11, 12, 13], (at) => ({
      kind: 'asleep',
      at,
      said: { k: 1_005 + at },
      dies: false,
      notices: false,
    })),
    make: () => ({ unconditional: true }),
  },
  'a log that keeps its failures to itself': {
    // Messages are published at 17 and 18.
    story: nightOf([15, 16, 17, 18, 19, 20], (at) => ({ kind: 'failing', at, calls: 1 })),
    make: () => ({
      mutant: {
        log: (log) => ({ ...log, publish: (...given) => log.publish(...given).catch(() => undefined) }),
      },
    }),
  },
}

/** A figure that rises, poll by poll; after the first, each meets the fault at the next of these boundaries. */
function nightOf(boundaries: readonly number[], faultAt: (at: number) => PollFault): Story {
  const steps: Step[] = [{ do: 'say', said: { k: 1_000 } }, { do: 'poll' }]
  for (const at of boundaries)
    steps.push(
      { do: 'say', said: { k: 1_000 + at } },
      { do: 'poll', fault: faultAt(at) },
      { do: 'wait', milliseconds: 60_000 },
    )
  return { seed: 0, theme: 'made for it', steps, last: { k: 2_000 }, released: false }
}
