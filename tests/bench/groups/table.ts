import type { Found } from '../figures.ts'

export interface Asked {
  /** Little of everything: to see that it runs. */
  readonly smoke: boolean
  /** Without the real servers. */
  readonly embedded: boolean
}

type Group = (asked: Asked) => AsyncIterable<Found>

/** The groups of the bench, each of which can be run alone, in the order of a whole run. One is loaded when it runs. */
export const groups: Readonly<Record<string, () => Promise<Group>>> = {
  mapping: async () => (await import('./mapping.ts')).mapping,
  constructs: async () => (await import('./constructs.ts')).constructs,
  decode: async () => (await import('./decode.ts')).decode,
  peers: async () => (await import('./peers.ts')).peers,
  poll: async () => (await import('./poll.ts')).poll,
  cold: async () => (await import('./cold.ts')).cold,
  feeds: async () => (await import('./feeds.ts')).feeds,
  ports: async () => (await import('./ports.ts')).ports,
}
