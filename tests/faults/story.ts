/** What the source says: votes by county. `down`: nothing; `odd`: something that no one can read. */
export type Said = Readonly<Record<string, number>> | 'down' | 'odd'

/** What befalls one poll, at its `at`-th boundary (before or after a call of a port). */
export type PollFault =
  | { readonly kind: 'killed'; readonly at: number }
  | { readonly kind: 'lost answer'; readonly at: number }
  /** Calls fail, and are not carried out, from here on: so many of them. */
  | { readonly kind: 'failing'; readonly at: number; readonly calls: number }
  /** It sleeps past its lease, while another polls a source that says this. `dies`: that one before it publishes. */
  | {
      readonly kind: 'asleep'
      readonly at: number
      readonly said?: Said
      readonly dies: boolean
      readonly notices: boolean
    }
  /** Others poll at the same time; at that boundary leases run out. `turns`: who waits how long, in turn. */
  | { readonly kind: 'race'; readonly at: number; readonly others: number; readonly turns: readonly number[] }
  | {
      readonly kind: 'person'
      readonly at: number
      readonly order: 'hold' | 'release'
      readonly unit?: string
    }
  /** A deployment of before polls in between. */
  | { readonly kind: 'old build'; readonly at: number }
  /** Its clock is wrong by so many milliseconds. */
  | { readonly kind: 'skew'; readonly at: number; readonly ahead: number; readonly dies: boolean }
  /** The disk is full from here on, until `calls` calls later. */
  | { readonly kind: 'full'; readonly at: number; readonly calls: number }
  /** What its head lists of the state is gone while it polls, and is brought back. */
  | { readonly kind: 'items gone'; readonly at: number }
  /** What a mutant brings with it. */
  | { readonly kind: 'of the mutant'; readonly at: number }
  /** The servers misbehave while it polls: what the proxies are told, from the `at`-th request on. */
  | { readonly kind: 'servers'; readonly at: number; readonly what: string; readonly requests: number }

/** What befalls the consumers, at the `at`-th step that one of them takes at its store. */
export type ConsumeFault =
  | { readonly kind: 'killed'; readonly at: number }
  /** It began with the first message again, and sleeps; others poll, and consume all there is. */
  | { readonly kind: 'asleep'; readonly at: number; readonly said: Said }
  /** It begins with the first message again, and dies there if it comes so far. */
  | { readonly kind: 'again'; readonly at: number }
  /** The servers misbehave while it consumes. */
  | { readonly kind: 'servers'; readonly at: number; readonly what: string; readonly requests: number }

export type Step =
  | { readonly do: 'say'; readonly said: Said }
  | { readonly do: 'poll'; readonly fault?: PollFault }
  | { readonly do: 'wait'; readonly milliseconds: number }
  | { readonly do: 'hold'; readonly unit?: string }
  | { readonly do: 'release'; readonly nth: number }
  | { readonly do: 'deploy' }
  | { readonly do: 'back up' }
  | { readonly do: 'restore' }
  | { readonly do: 'consume'; readonly fault?: ConsumeFault }
  /** A process of its own says and polls these, and is killed so many milliseconds after it began. */
  | { readonly do: 'life'; readonly said: readonly Said[]; readonly killedAfter: number }

/** A night as data: the same seed makes the same one. */
export interface Story {
  readonly seed: number
  readonly theme: string
  /** Polls close so many minutes after the night begins. */
  readonly gateMinutes?: number
  /** It comes to merges of the state and to publications in several calls. */
  readonly small?: { readonly deltas: number; readonly messages: number }
  readonly steps: readonly Step[]
  /** What the source says in the end, and for good. */
  readonly last: Readonly<Record<string, number>>
  /** In the end a person releases everything. */
  readonly released: boolean
}
