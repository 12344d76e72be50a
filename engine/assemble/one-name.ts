import { feedError } from '../errors/feed-error.ts'

interface Thing {
  readonly id: string
  readonly name: string
  readonly isNamed: boolean
}

/** Contests, or units, by their ids. */
export interface Known<Named extends Thing> {
  /** What this is called by its id: ASSEMBLE_NAMES_COLLIDE where another thing is. */
  take(thing: Named, place: string): Named
  get(id: string): Named | undefined
  /** Is anything called otherwise than it was once answered? */
  readonly isRenamed: boolean
}

/**
 * One id, one name: two that share an id would add their votes to each other. Names that are declared to mean the same are
 * no other thing; the first counts. One office wrote a measure in one way in 37 counties, in another in two.
 */
export function oneName<Named extends Thing>(
  what: string,
  isDeclared: (thing: Named) => boolean = () => false,
): Known<Named> {
  const byId = new Map<string, Named>()
  /** What was answered before, as long as nothing got a name since. */
  const answers = new Map<Named, Named>()
  let isRenamed = false
  let lastThing: Named | undefined
  let lastAnswer: Named | undefined

  function answer(thing: Named, place: string): Named {
    const found = byId.get(thing.id)
    if (found === undefined) byId.set(thing.id, thing)
    else if (!thing.isNamed) return found
    else if (!found.isNamed) {
      byId.set(thing.id, thing)
      answers.clear()
      isRenamed = true
      return thing
    } else if (found !== thing && found.name !== thing.name && !(isDeclared(found) && isDeclared(thing))) {
      const collision = { what, id: thing.id, first: found.name, second: thing.name }
      throw feedError('ASSEMBLE_NAMES_COLLIDE', collision, { place })
    }
    return found ?? thing
  }

  return {
    take(thing, place) {
      if (thing === lastThing && lastAnswer !== undefined) return lastAnswer
      let found = answers.get(thing)
      if (found === undefined) {
        found = answer(thing, place)
        answers.set(thing, found)
      }
      lastThing = thing
      lastAnswer = found
      return found
    },
    get: (id) => byId.get(id),
    get isRenamed() {
      return isRenamed
    },
  }
}
