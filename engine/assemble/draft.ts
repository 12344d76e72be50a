import type { CountLineValue, LineBallots } from '../model/count-line.ts'
import {
  type Adds,
  added,
  type Figure,
  type Figures,
  figureOf,
  notePlace,
  type Place,
  repeated,
} from './figures.ts'
import type { NamedContest, NamedUnit } from './ids.ts'
import type { SelectionsDraft } from './selection-draft.ts'

/** Most results have neither ballots nor progress, and there are many results. */
const noFigures: ReadonlyMap<never, Figure> = new Map<never, Figure>()

/** One contest in one unit while its lines come in. */
export interface ResultDraft extends SelectionsDraft {
  contest: NamedContest
  unit: NamedUnit
  ballots: ReadonlyMap<string, Figure>
  progress: ReadonlyMap<string, Figure>
  status: string | undefined
  asOf: string | undefined
  contestType: string | undefined
  votesAllowed: number | undefined
  readonly places: Place[]
}

/** A draft of which nothing is said yet. */
export const newDraft = (contest: NamedContest, unit: NamedUnit): ResultDraft => ({
  contest,
  unit,
  selections: [],
  byId: undefined,
  ballots: noFigures,
  progress: noFigures,
  status: undefined,
  asOf: undefined,
  contestType: undefined,
  votesAllowed: undefined,
  places: [],
})

/** Ballots and progress of a contest in a unit, or of a unit in all its contests. */
export function addFacts(draft: ResultDraft, value: CountLineValue, at: Place, adds: Adds): void {
  const { ballots, reporting } = value
  const before = draft.ballots.size + draft.progress.size
  if (ballots !== undefined) addBallots(draft, ballots, at, adds)
  if (reporting !== undefined) {
    for (const word of ['units_reporting', 'units_total'] as const) {
      const count = reporting[word]
      if (count === undefined) continue
      draft.progress = begun(draft.progress)
      const figure = { value: count, place: at.place }
      repeated(draft.progress as Figures<string>, word, figure, () => figureOf(draft, word))
    }
    draft.status = reporting.status ?? draft.status
    draft.asOf = reporting.as_of ?? draft.asOf
  }
  if (draft.ballots.size + draft.progress.size > before) notePlace(draft.places, at)
}

function addBallots(draft: ResultDraft, ballots: LineBallots, at: Place, adds: Adds): void {
  for (const [word, count] of Object.entries(ballots)) {
    if (count === 'suppressed') continue
    draft.ballots = begun(draft.ballots)
    const figure = { value: count, place: at.place }
    if (adds.ballots) added(draft.ballots as Figures<string>, word, figure)
    else repeated(draft.ballots as Figures<string>, word, figure, () => figureOf(draft, `ballots ${word}`))
  }
}

const begun = (figures: ReadonlyMap<string, Figure>): ReadonlyMap<string, Figure> =>
  figures === noFigures ? new Map() : figures

/**
 * Gives a result what is said of its unit in all contests, as far as it does not say it itself. A contest with other ballots
 * cast than its unit was not on the ballot of all its voters: ballots and voters of the unit are not its own.
 */
export function shareFacts(said: ResultDraft, draft: ResultDraft, withBallots: boolean): void {
  const before = draft.ballots.size + draft.progress.size
  if (withBallots && !isOfOtherBallots(said, draft)) draft.ballots = withThose(draft.ballots, said.ballots)
  draft.progress = withThose(draft.progress, said.progress)
  draft.status ??= said.status
  draft.asOf ??= said.asOf
  if (draft.ballots.size + draft.progress.size === before) return
  for (const place of said.places) notePlace(draft.places, place)
}

/** Own figures first, in their order; then the others. */
function withThose(
  own: ReadonlyMap<string, Figure>,
  others: ReadonlyMap<string, Figure>,
): ReadonlyMap<string, Figure> {
  if (others.size === 0) return own
  const all = new Map(own)
  for (const [word, figure] of others) if (!all.has(word)) all.set(word, figure)
  return all
}

function isOfOtherBallots({ ballots: ofUnit }: ResultDraft, { ballots: own }: ResultDraft): boolean {
  const [all, some] = [ofUnit.get('cast'), own.get('cast')]
  return all !== undefined && some !== undefined && all.value !== some.value
}
