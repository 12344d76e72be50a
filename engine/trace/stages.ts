import type { TraceEvent } from './events.ts'

/** The step of a poll that an event with a duration ends. */
const stages = {
  'poll.started': 'acquire',
  'changeset.recovered': 'recover',
  'payload.fetched': 'fetch',
  'source.unmodified': 'fetch',
  'capture.archived': 'archive',
  'state.loaded': 'load',
  'capture.judged': 'judge',
  'changeset.committed': 'commit',
  'changeset.published': 'publish',
  'poll.ended': 'poll',
  'changesets.replayed': 'replay',
} as const satisfies Partial<Record<TraceEvent['event'], string>>

export type Stage = (typeof stages)[keyof typeof stages]
/** An event that ends a step. */
export type Timed = Extract<TraceEvent, { readonly ms: number }>

/** Events of a trace that was written before an event had its duration have none. */
export const isTimed = (event: TraceEvent): event is Timed => 'ms' in event && event.event in stages

export const stageOf = ({ event }: Timed): Stage => stages[event]

/** Steps that contain all others of what happened under one name. */
export const isWhole = (event: Timed): boolean =>
  event.event === 'poll.ended' || event.event === 'changesets.replayed'
