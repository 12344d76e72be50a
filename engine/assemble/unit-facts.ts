import { newDraft, type ResultDraft, shareFacts } from './draft.ts'
import type { Drafts } from './drafts.ts'
import type { NamedContest } from './ids.ts'

/** Ballots or voters that the source gives of a unit and of no contest, and what became of the figure. */
export interface UnitFigure {
  readonly unit: string
  readonly unitName: string
  /** cast, registered, overvotes, undervotes. */
  readonly word: string
  readonly value: number
  /** How many results of the unit have this very figure now. 0: it stands in none. */
  readonly results: number
  /** How many results there are of the unit, a record of its own not counted. */
  readonly of: number
}

/**
 * What was said of a unit holds for each of its contests that did not say it themselves; or, with `apart`, its ballots are a
 * result of their own, of that contest.
 */
export function placeUnitFacts(
  drafts: Drafts,
  saidOfUnits: ReadonlyMap<string, ResultDraft>,
  apart: NamedContest | undefined,
): readonly UnitFigure[] {
  if (saidOfUnits.size === 0) return []
  const byUnit = Map.groupBy(drafts.all(), (draft) => draft.unit.id)
  return [...saidOfUnits.values()].flatMap((said) => {
    const mine = byUnit.get(said.unit.id) ?? []
    for (const draft of mine) shareFacts(said, draft, apart === undefined)
    const own = apart === undefined || said.ballots.size === 0 ? [] : [ownRecord(said, apart)]
    for (const draft of own) drafts.put(draft)
    return [...said.ballots].map(([word, { value }]) => ({
      unit: said.unit.id,
      unitName: said.unit.name,
      word,
      value,
      results: [...mine, ...own].filter(({ ballots }) => ballots.get(word)?.value === value).length,
      of: mine.length,
    }))
  })
}

function ownRecord(said: ResultDraft, contest: NamedContest): ResultDraft {
  const own = newDraft(contest, said.unit)
  own.contestType = 'ballots'
  shareFacts(said, own, true)
  return own
}
