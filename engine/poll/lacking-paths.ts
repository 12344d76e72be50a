import { type FeedError, feedError } from '../errors/feed-error.ts'
import type { CaptureFacts } from '../model/head.ts'
import type { Part } from '../plan/plan.ts'
import { type LackingPath, type PathsSeen, pathsSeen } from './paths-seen.ts'

/** What a part reads and no object of its trees has. */
export interface Lacking extends LackingPath {
  readonly part: string
}

/**
 * What mappings read of trees, where nobody says which names an object has. A name that the source has changed reads like
 * one that is missing, and so like a figure that is not reported: one that no object has at all is doubted, unless it was
 * so in the last good capture.
 */
export interface PathsOfParts {
  /** Undefined: its documents are no trees. */
  of(part: Part): PathsSeen | undefined
  readonly lacking: readonly Lacking[]
}

export function pathsOfParts(): PathsOfParts {
  const seen = new Map<string, PathsSeen>()
  return {
    of({ name, paths }) {
      if (paths === undefined) return undefined
      const known = seen.get(name) ?? pathsSeen(paths)
      seen.set(name, known)
      return known
    },
    get lacking() {
      return [...seen].flatMap(([part, { lacking }]) => lacking.map((one) => ({ ...one, part })))
    },
  }
}

/** For the next capture, in their order. */
export const lackingNames = (lacking: readonly Lacking[]): readonly string[] =>
  [...new Set(lacking.map(nameOf))].toSorted().slice(0, mostNamed)

/** What is new since the last good capture. */
export function lackingDoubts(
  lacking: readonly Lacking[],
  before: CaptureFacts | null,
): readonly FeedError[] {
  const known = new Set(before?.lackingPaths)
  return lacking
    .filter((one) => !known.has(nameOf(one)))
    .map(({ path, others, place }) =>
      feedError('CHECK_NAME_MISSING', { path: path.join('.'), name: path.at(-1) ?? '', others }, { place }),
    )
}

const nameOf = ({ part, path }: Lacking): string => `${part}: ${path.join('.')}`

/** The head stays small. */
const mostNamed = 100
