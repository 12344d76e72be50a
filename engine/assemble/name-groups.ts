import { feedError } from '../errors/feed-error.ts'

interface Thing {
  readonly id: string
  readonly name: string
  readonly isNamed: boolean
}

/** What lines call one contest or unit, by its id. */
export interface NameGroup<Named extends Thing> {
  readonly id: string
  readonly variants: Variant<Named>[]
  /** What it is called in the capture. */
  chosen: Named | undefined
}

/** One way to call it, and how many lines do. */
export interface Variant<Named extends Thing> {
  readonly thing: Named
  readonly group: NameGroup<Named>
  uses: number
}

/** As `oneName`, for lines that come and go. */
export interface NameGroups<Named extends Thing> {
  use(thing: Named): NameGroup<Named>
  /** One more line says what the one before said. */
  useAgain(): void
  unuse(thing: Named): void
  /**
   * Chooses anew where that may matter, and gives back the groups that were called by another thing before.
   * `firstOf` says which of some stands first in the capture. Throws where they would collide: which of two is the
   * second, and where, is for `oneName` to say.
   */
  settle(firstOf: (group: NameGroup<Named>, among: ReadonlySet<Named>) => Named): readonly NameGroup<Named>[]
}

export function nameGroups<Named extends Thing>(
  isDeclared: (thing: Named) => boolean = () => false,
): NameGroups<Named> {
  const byId = new Map<string, NameGroup<Named>>()
  const variants = new Map<Named, Variant<Named>>()
  /** Groups in which a way to say it came or went, or of which there are several: their order counts. */
  const open = new Set<NameGroup<Named>>()
  let last: Variant<Named> | undefined

  function variantOf(thing: Named): Variant<Named> {
    if (last?.thing === thing) return last
    last = variants.get(thing)
    if (last !== undefined) return last
    let group = byId.get(thing.id)
    if (group === undefined) {
      group = { id: thing.id, variants: [], chosen: undefined }
      byId.set(thing.id, group)
    }
    last = { thing, group, uses: 0 }
    group.variants.push(last)
    variants.set(thing, last)
    return last
  }

  function chosenOf(
    group: NameGroup<Named>,
    used: readonly Named[],
    firstOf: (group: NameGroup<Named>, among: ReadonlySet<Named>) => Named,
  ): Named | undefined {
    const named = used.filter(({ isNamed }) => isNamed)
    const among = named.length > 0 ? named : used
    if (among.length < 2) return among[0]
    const first = firstOf(group, new Set(among))
    for (const one of named)
      if (one.name !== first.name && !(isDeclared(one) && isDeclared(first))) {
        const collision = { what: 'names', id: group.id, first: first.name, second: one.name }
        throw feedError('ASSEMBLE_NAMES_COLLIDE', collision)
      }
    return first
  }

  return {
    use(thing) {
      const variant = variantOf(thing)
      variant.uses += 1
      if (variant.uses === 1) open.add(variant.group)
      return variant.group
    },
    useAgain() {
      if (last !== undefined) last.uses += 1
    },
    unuse(thing) {
      const variant = variantOf(thing)
      variant.uses -= 1
      if (variant.uses === 0) open.add(variant.group)
    },
    settle(firstOf) {
      const others: NameGroup<Named>[] = []
      for (const group of open) {
        const used = group.variants.flatMap(({ thing, uses }) => (uses > 0 ? [thing] : []))
        const chosen = chosenOf(group, used, firstOf)
        if (group.chosen !== undefined && chosen !== group.chosen) others.push(group)
        group.chosen = chosen
        if (used.length < 2) open.delete(group)
      }
      return others
    },
  }
}
