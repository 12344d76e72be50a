import type { Election } from '../model/election.ts'
import { epochMilliseconds } from '../time/instant.ts'

/** The stage of the election at that time: the last one that has begun. */
export function stageAt(election: Election, at: string): string | undefined {
  const now = epochMilliseconds(at) ?? 0
  return election.stages.findLast(({ from }) => (epochMilliseconds(from) ?? 0) <= now)?.name
}
