import type { Result, Selection } from '../model/result.ts'
import type { Gatherer } from './gatherer.ts'

/** The selections that a contest has in some units. */
interface OneList {
  readonly text: string
  /** As they stood when they were seen last. */
  selections: readonly Selection[]
  units: number
}

/** The lists of one contest, by their texts. */
export interface SelectionListsOf {
  readonly byText: Map<string, OneList>
  /** The one that was seen last: in most units it is this one again. */
  last: OneList
}

/** Gathers by contest the lists of selections that it has in one unit or another. */
export const selectionLists: Gatherer<ReadonlyMap<string, SelectionListsOf>> = {
  ofNames: true,
  begin: () => new Map(),
  add(lists: Map<string, SelectionListsOf>, result) {
    const one = listIn(lists, result)
    if (one.units === 0) lists.get(result.record.contest.id)?.byText.set(one.text, one)
    one.units += 1
  },
  remove(lists: Map<string, SelectionListsOf>, result) {
    const one = listIn(lists, result)
    one.units -= 1
    if (one.units === 0) lists.get(result.record.contest.id)?.byText.delete(one.text)
  },
}

function listIn(lists: Map<string, SelectionListsOf>, { record: { contest, selections } }: Result): OneList {
  const own = lists.get(contest.id)
  if (own !== undefined && areCalledAlike(own.last.selections, selections)) return own.last
  const text = listOf(selections)
  const one = own?.byText.get(text) ?? { text, selections, units: 0 }
  one.selections = selections
  if (own === undefined) lists.set(contest.id, { byText: new Map(), last: one })
  else own.last = one
  return one
}

function areCalledAlike(some: readonly Selection[], others: readonly Selection[]): boolean {
  if (some.length !== others.length) return false
  for (let at = 0; at < some.length; at++) {
    const [one, other] = [some[at] as Selection, others[at] as Selection]
    if (one.name !== other.name || one.writeIn !== other.writeIn) return false
  }
  return true
}

/** Selections as one text, whatever their order. Write-ins are left out. */
export const listOf = (selections: readonly Selection[]): string =>
  textOf(selections.filter(({ writeIn }) => !writeIn).map(({ name }) => name))

export const textOf = (names: readonly string[]): string => names.toSorted().join('\n')
