import type { Json } from '../model/json.ts'
import type { ReadPath, ReadPaths } from '../model/read-path.ts'
import type { Row } from '../model/row.ts'

/** A path of which objects were met where its last name should stand, and none had it. */
export interface LackingPath {
  readonly path: ReadPath
  readonly isSometimes: boolean
  /** Names of the first of these objects that are not asked for: the new one may be among them. */
  readonly others: readonly string[]
  /** The row in which it stands. */
  readonly place: string
}

export interface PathsSeen {
  look(rows: readonly Row[], origin: string): void
  readonly lacking: readonly LackingPath[]
  /** What is read in some cases only, and is in some objects only: these cases may come and go. */
  readonly seldom: readonly ReadPath[]
}

interface Branch {
  readonly path: ReadPath
  readonly within: Branch | undefined
  readonly below: Map<string, Branch>
  isFound: boolean
  /** Is it found, with all below it? */
  isDone: boolean
  /** Of what is read in some cases only: is there an object without it, among the first? */
  isSometimes: boolean
  isMissed: boolean
  looks: number
  first?: { readonly object: object; readonly place: string }
}

/** So many objects are looked at for one that lacks what others have. */
const mostLooks = 1_000

/** Looks in rows for what is read, until all is found: names that no object has, where there are such objects. */
export function pathsSeen(reads: readonly ReadPaths[]): PathsSeen {
  const root = branch([])
  const asked = reads.map(({ anyOf, isSometimes = false }) => ({
    branches: anyOf.map((path) => branchAt(root, path)),
    isSometimes,
  }))
  root.isDone = root.below.size === 0
  for (const { branches, isSometimes } of asked) for (const one of branches) one.isSometimes ||= isSometimes
  return {
    look(rows, origin) {
      for (const { value, place } of rows) {
        if (root.isDone) return
        visit(value, root, `${origin}#${place}`)
      }
    },
    get lacking() {
      return asked.flatMap(({ branches, isSometimes }) => {
        if (branches.some(({ isFound }) => isFound)) return []
        const [missed] = branches.filter(({ within }) => within?.first !== undefined)
        if (missed?.within?.first === undefined) return []
        const { object, place } = missed.within.first
        const { below } = missed.within
        const others = Object.keys(object).filter((name) => !below.has(name))
        return [{ path: missed.path, isSometimes, others, place }]
      })
    },
    get seldom() {
      return asked.flatMap(({ branches, isSometimes }) =>
        isSometimes && branches.some(({ isFound }) => isFound) && branches.some(({ isMissed }) => isMissed)
          ? branches.map(({ path }) => path)
          : [],
      )
    },
  }
}

function branchAt(root: Branch, path: ReadPath): Branch {
  let at = root
  for (const [depth, name] of path.entries()) {
    const next = at.below.get(name) ?? branch(path.slice(0, depth + 1), at)
    at.below.set(name, next)
    at = next
  }
  return at
}

const branch = (path: ReadPath, within?: Branch): Branch => ({
  path,
  within,
  below: new Map(),
  isFound: false,
  isDone: false,
  isSometimes: false,
  isMissed: false,
  looks: 0,
})

const isSettled = ({ isDone, isSometimes, isMissed, looks }: Branch): boolean =>
  isDone && (!isSometimes || isMissed || looks >= mostLooks)

function visit(value: Json | undefined, at: Branch, place: string): void {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (const each of value as readonly Json[]) if (!at.isDone) visit(each, at, place)
    return
  }
  at.first ??= { object: value, place }
  let isDone = true
  for (const [name, next] of at.below) {
    if (isSettled(next)) continue
    next.looks += 1
    if (Object.hasOwn(value, name)) {
      next.isFound = true
      if (next.below.size === 0) next.isDone = true
      else if (!next.isDone) visit((value as Readonly<Record<string, Json>>)[name], next, place)
    } else next.isMissed = true
    isDone &&= isSettled(next)
  }
  at.isDone = isDone
}
