import { feedError } from '../errors/feed-error.ts'
import { near } from '../flow/near.ts'
import { contestAndUnit, type ResultKey } from '../model/ids.ts'
import type { ResultRecord } from '../model/result.ts'
import { type Mode, modes } from '../model/result.ts'
import type { ListedResult } from '../results/store.ts'

/** A figure as a person names it: `CONTEST/UNIT/SELECTION[.MODE]`, at a moment or now. */
export interface FigureAsked {
  readonly figure: string
  /** As it was typed. */
  readonly time: string | undefined
}

/** What a name stands for: of one feed, read or computed. */
export interface FigureFound {
  readonly result: ListedResult
  readonly selection: string
  /** Undefined: the total. */
  readonly mode: Mode | undefined
}

/** The votes of a figure in a record. Undefined: the record does not give them. */
export function votesIn(
  record: ResultRecord | null | undefined,
  { selection, mode }: Pick<FigureFound, 'selection' | 'mode'>,
): number | undefined {
  return record?.selections.find(({ id }) => id === selection)?.votes[mode ?? 'total']
}

/** A figure as people type it: CONTEST/UNIT/SELECTION[.MODE]. */
export function figureText({ key }: Pick<ListedResult, 'key'>, selection: string, mode?: Mode): string {
  const { contest, unit } = contestAndUnit(key)
  return `${contest}/${unit}/${selection}${mode === undefined ? '' : `.${mode}`}`
}

/** Splits off the time. */
export function figureAsked(text: string): FigureAsked {
  const sign = text.lastIndexOf('@')
  if (sign === -1) return { figure: text, time: undefined }
  return { figure: text.slice(0, sign), time: text.slice(sign + 1) }
}

/** What a name stands for in a record, if it begins with its contest and unit. */
export function figureIn(
  figure: string,
  result: { readonly key: ResultKey; readonly record: ResultRecord },
): Pick<FigureFound, 'selection' | 'mode'> | undefined {
  const start = figureText(result, '')
  return figure.startsWith(start) ? within(result, figure.slice(start.length)) : undefined
}

/**
 * Ids hold slashes, so a name is resolved against what there is: the longest contest and unit that it begins with. Of
 * one feed the result it gave goes before the sum of its parts. Empty: there is no such figure among these.
 */
export function findFigure(figure: string, results: Iterable<ListedResult>): readonly FigureFound[] {
  const found: FigureFound[] = []
  for (const result of results) {
    const asked = figureIn(figure, result)
    if (asked === undefined) continue
    if (found.some((one) => one.result.feed === result.feed && one.result.key === result.key)) continue
    found.push({ result, ...asked })
  }
  const longest = Math.max(...found.map(({ result }) => result.key.length))
  return found.filter(({ result }) => result.key.length === longest)
}

function within(
  { record }: { readonly record: ResultRecord },
  rest: string,
): Pick<FigureFound, 'selection' | 'mode'> | undefined {
  const has = (id: string): boolean => record.selections.some((one) => one.id === id)
  if (has(rest)) return { selection: rest, mode: undefined }
  const dot = rest.lastIndexOf('.')
  const mode = modeOf(rest.slice(dot + 1))
  const selection = rest.slice(0, dot)
  return dot > 0 && mode !== undefined && has(selection) ? { selection, mode } : undefined
}

/** As records write it, or as specs do: `electionDay`, `election_day`. */
function modeOf(word: string): Mode | undefined {
  const folded = word.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
  return modes.find((mode) => mode === folded)
}

/** CLI_FIGURE_UNKNOWN: says what was probably meant; `advice` instead of it, where nothing at all is known or some is missing. */
export function unknownFigure(figure: string, all: readonly ListedResult[], advice?: string): Error {
  const ofResult = all.filter(
    (result) => `${figure}/`.startsWith(figureText(result, '')) || figure === result.key,
  )
  const names = [...new Set(all.flatMap(named))]
  const known = ofResult.length > 0 ? [...new Set(ofResult.flatMap(named))] : likest(figure, names)
  const only = known.length === 1 ? known[0] : undefined
  return feedError('CLI_FIGURE_UNKNOWN', { figure, near: near(figure, names) ?? only, known, advice })
}

const named = (result: ListedResult): readonly string[] =>
  result.record.selections.map(({ id }) => figureText(result, id))

/** The names that hold most of the words, the shortest first: nobody types an OCD id. */
function likest(figure: string, names: readonly string[]): readonly string[] {
  const words = figure.toLowerCase().split(/[/:.\s]+/)
  const scored = names.map((name) => ({ name, hits: words.filter((word) => name.includes(word)).length }))
  const most = Math.max(...scored.map(({ hits }) => hits))
  return scored
    .filter(({ hits }) => hits === most)
    .map(({ name }) => name)
    .toSorted((one, other) => one.length - other.length)
    .slice(0, 4)
}
