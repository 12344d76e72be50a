import { type FeedError, feedError } from '../errors/feed-error.ts'
import type { CaptureFacts } from '../model/head.ts'
import type { ReadPaths } from '../model/read-path.ts'
import type { Document } from '../model/row.ts'
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
  /** What the selector of a part reads of a document. */
  lookAt(document: Document, part: Part, origin: string): void
  /** What its expressions read of rows. Undefined: its documents are no trees. */
  of(part: Part): PathsSeen | undefined
  readonly lacking: readonly Lacking[]
  /** The names of what is read in some cases only, and is in some objects only. */
  readonly seldom: readonly string[]
}

export function pathsOfParts(): PathsOfParts {
  const inDocuments = new Map<string, PathsSeen>()
  const inRows = new Map<string, PathsSeen>()
  return {
    lookAt(document, { name, select }, origin) {
      if (document.shape !== 'tree') return
      const paths = () => (select.paths?.() ?? []).map((path) => ({ anyOf: [path] }))
      knownIn(inDocuments, name, paths).look([{ value: document.root, place: '$' }], origin)
    },
    of: ({ name, paths }) => paths && knownIn(inRows, name, () => paths),
    get lacking() {
      return [...inDocuments, ...inRows].flatMap(([part, { lacking }]) =>
        lacking.map((one) => ({ ...one, part })),
      )
    },
    get seldom() {
      return [...inRows].flatMap(([part, { seldom }]) => seldom.map((path) => nameOf({ part, path })))
    },
  }
}

/** What is lacking now, beside the last good capture. */
export interface LackingSince {
  readonly doubts: readonly FeedError[]
  /** For the next capture, if this one is good: then what is doubted was released. */
  readonly facts: Pick<CaptureFacts, 'lackingPaths' | 'releasedPaths'>
}

/**
 * Doubted is what is new since the last good capture and was never released; of what is read in some cases only the first
 * capture may lack all, and others if some objects lacked it in the last one. `isWhole`: no item of the capture was unreadable. Else what only that one had may be lacking, too.
 */
export function lackingSince(
  { lacking, seldom }: Pick<PathsOfParts, 'lacking' | 'seldom'>,
  before: CaptureFacts | null,
  isWhole: boolean,
): LackingSince {
  const known = new Set(before?.lackingPaths)
  const released = new Set(before?.releasedPaths)
  const some = isWhole || before === null ? lacking : lacking.filter((one) => known.has(nameOf(one)))
  const doubted = some.filter(
    (one) => !known.has(nameOf(one)) && !released.has(nameOf(one)) && !(one.isSometimes && before === null),
  )
  const lackingPaths = named([...some.map(nameOf), ...seldom])
  const releasedPaths = named([...released, ...doubted.map(nameOf)])
  return {
    doubts: doubted.map(({ path, others, place }) =>
      feedError('CHECK_NAME_MISSING', { path: path.join('.'), name: path.at(-1) ?? '', others }, { place }),
    ),
    facts: {
      ...(lackingPaths.length === 0 ? {} : { lackingPaths }),
      ...(releasedPaths.length === 0 ? {} : { releasedPaths }),
    },
  }
}

/** In their order, and not many: the head stays small. */
const named = (names: readonly string[]): readonly string[] => [...new Set(names)].toSorted().slice(0, 100)

const nameOf = ({ part, path }: Pick<Lacking, 'part' | 'path'>): string => `${part}: ${path.join('.')}`

function knownIn(seen: Map<string, PathsSeen>, name: string, paths: () => readonly ReadPaths[]): PathsSeen {
  const known = seen.get(name) ?? pathsSeen(paths())
  seen.set(name, known)
  return known
}
