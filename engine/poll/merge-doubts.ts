import type { Doubt } from '../check/check.ts'
import type { Scope } from '../model/hold.ts'

/** More names than this in a scope, and it covers the whole feed: a member marks too much as stale rather than too little. */
export const maxNamed = 100
/** The group of a hold that stands for many. Releasing it waives them all. */
export const many = 'many'

/** One doubt per code and group; one per code where there are more groups than `groups`. */
export function mergeDoubts(doubts: readonly Doubt[], groups: number): readonly Doubt[] {
  const byCode = Map.groupBy(doubts, ({ code }) => code)
  return [...byCode.values()].flatMap((ofCode) => {
    const byGroup = [...Map.groupBy(ofCode, ({ group }) => group).values()]
    if (byGroup.length <= groups) return byGroup.map(together)
    const [first, ...rest] = byGroup.map(together)
    if (first === undefined) return []
    const all = together([first, ...rest])
    return [{ ...all, group: many, reason: `${byGroup.length} times: ${first.reason}, and others` }]
  })
}

/** A scope that names no more than a status has room for. */
export function bounded({ units, contests }: Scope): Scope {
  return {
    ...(units === undefined || units.length > maxNamed ? {} : { units }),
    ...(contests === undefined || contests.length > maxNamed ? {} : { contests }),
  }
}

function together(doubts: readonly Doubt[]): Doubt {
  const [first, ...rest] = doubts
  if (first === undefined) throw new Error('no doubt to merge')
  if (rest.length === 0) return first
  const all = doubts.every(({ keys }) => keys !== undefined)
  const evidence = unique(doubts.map(({ evidence: shown }) => shown ?? []))
  return {
    ...first,
    keys: all ? unique(doubts.map(({ keys }) => keys ?? [])) : undefined,
    scope: widest(doubts.map(({ scope }) => scope)),
    reason:
      rest.length === 1 ? `${first.reason}; ${rest[0]?.reason}` : `${first.reason}, and ${rest.length} more`,
    places: unique(doubts.map(({ places }) => places ?? [])).slice(0, 5),
    ...(evidence.length > 0 ? { evidence } : {}),
  }
}

function widest(scopes: readonly Scope[]): Scope {
  const some = (pick: (scope: Scope) => readonly string[] | undefined): readonly string[] | undefined =>
    scopes.every((scope) => pick(scope) !== undefined)
      ? unique(scopes.map((scope) => pick(scope) ?? []))
      : undefined
  const units = some((scope) => scope.units)
  const contests = some((scope) => scope.contests)
  return bounded({
    ...(units === undefined ? {} : { units }),
    ...(contests === undefined ? {} : { contests }),
  })
}

const unique = <Item>(lists: readonly (readonly Item[])[]): readonly Item[] => [...new Set(lists.flat())]
