import type { RealVariant } from './real-stage.ts'

/** Adapters that are broken: the stories on the real servers must see it. */
export const realMutants: Readonly<
  Record<
    string,
    {
      readonly themes: readonly string[]
      /** The first seed: stories before it are known to miss nothing. */
      readonly from: number
      readonly make: () => RealVariant
    }
  >
> = {
  'DynamoDB without its condition': {
    themes: ['asleep past the lease', 'pollers that race'],
    from: 1,
    make: () => ({ unconditional: true }),
  },
  'a log that keeps its failures to itself': {
    themes: ['stores that fail for a while'],
    from: 22,
    make: () => ({
      mutant: {
        log: (log) => ({ ...log, publish: (...given) => log.publish(...given).catch(() => undefined) }),
      },
    }),
  },
}
