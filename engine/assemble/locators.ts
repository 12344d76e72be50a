import type { Locator } from '../model/result.ts'
import type { ResultDraft } from './draft.ts'
import type { Place } from './figures.ts'

/** Where the figures of a draft stand: by origin and selection, in the order in which they came. */
export function locatorsOf(draft: ResultDraft): readonly Locator[] {
  return ofOneOrigin(draft) ?? ofSeveral(draft)
}

/** Nearly always: one origin, one place of each selection, none of the rest. Undefined: it is otherwise. */
function ofOneOrigin({ places: rest, selections }: ResultDraft): readonly Locator[] | undefined {
  const origin = selections[0]?.places[0]?.origin
  if (rest.length > 0 || origin === undefined) return undefined
  const places: Record<string, readonly string[]> = {}
  for (const one of selections) {
    const [place] = one.places
    if (place === undefined || one.places.length > 1 || place.origin !== origin) return undefined
    places[one.id] = [place.place]
  }
  return [{ origin, places }]
}

function ofSeveral({ places: rest, selections }: ResultDraft): readonly Locator[] {
  const byOrigin = new Map<string, Record<string, string[]>>()
  const note = (selection: string, places: readonly Place[]): void => {
    for (const { origin, place } of places) {
      const here = byOrigin.get(origin) ?? {}
      byOrigin.set(origin, here)
      const listed = (here[selection] ??= [])
      if (listed.at(-1) !== place) listed.push(place)
    }
  }
  note('', rest)
  for (const { id, places } of selections) note(id, places)
  return [...byOrigin].map(([origin, places]) => ({ origin, places }))
}
