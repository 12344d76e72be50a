import type { CountLineValue } from '../model/count-line.ts'
import type { NamedContest, NamedUnit, Names } from './ids.ts'
import { isDeclared } from './ids.ts'
import { byPosition, isList, type KeptResult, type KeptRow } from './kept-row.ts'
import type { Keyed } from './key-order.ts'
import { type NameGroup, nameGroups } from './name-groups.ts'
import { withOne } from './with-one.ts'

/** Which rows are a part of which results, and what became of the results since it was last asked. */
export interface ResultsOfRows {
  /** A row of votes alone gave way to one that names the same, which stands in its place. First of all. */
  replace(was: KeptRow, is: KeptRow): void
  /** First what went, then what came. */
  detach(rows: Iterable<KeptRow>): void
  /** Tells whether all that these rows say are figures of a contest in a unit, or of the capture. */
  attach(rows: Iterable<KeptRow>): boolean
  /** They stand in another order among others. */
  turn(rows: Iterable<KeptRow>): void
  /** They stand in another place, in the same order. */
  move(rows: Iterable<KeptRow>): void
  /** Says what contests and units are called. Throws where names collide. */
  settle(): void
  touch(one: KeptResult): void
  has(contest: string): boolean
  /** Is this a line of the result? */
  isOf(one: Keyed, value: CountLineValue): boolean
  /** What came, was touched, counted and moved since; those without rows are no more. */
  taken(): Record<'came' | 'touched' | 'counted' | 'moved', readonly KeptResult[]>
}

/** `note` is told what lines say of the capture: 1 as they come, -1 as they go. */
export function resultsOfRows(
  named: Names,
  note: (said: NonNullable<CountLineValue['capture']>, more: 1 | -1) => void,
): ResultsOfRows {
  const contests = nameGroups<NamedContest>(isDeclared)
  const units = nameGroups<NamedUnit>()
  /** By unit, by contest: files mostly go from unit to unit. */
  const all = new Map<string, Map<string, KeptResult>>()
  /** Lines of one result mostly come one after the other. */
  let last: KeptResult | undefined
  /** A line of the last one. */
  let lastLine: CountLineValue | undefined
  let came: KeptResult[] = []
  let touched: KeptResult[] = []
  let counted: KeptResult[] = []
  let moved: KeptResult[] = []
  /** Behind which row of a result of many the next one is likely that gives way. Its list was made anew for this capture. */
  let cursors = new Map<KeptResult, number>()

  /** One by one a list of many would be looked through and copied as often as it has rows. */
  function replaceOfMany(one: KeptResult, was: KeptRow, is: KeptRow): void {
    const cursor = cursors.get(one)
    if (cursor === undefined) one.rows = one.rows.slice()
    const next = one.rows.indexOf(was, cursor)
    const at = next === -1 ? one.rows.indexOf(was) : next
    ;(one.rows as KeptRow[])[at] = is
    cursors.set(one, at + 1)
  }

  function touch(one: KeptResult): void {
    if (one.state !== 'touched') touched.push(one)
    one.state = 'touched'
  }

  function resultOf(value: CountLineValue): KeptResult | undefined {
    if (value.capture !== undefined) note(value.capture, 1)
    if (value.unit === undefined || value.contest === undefined) return undefined
    if (value.contest === lastLine?.contest && value.unit === lastLine.unit) {
      units.useAgain()
      contests.useAgain()
      return last
    }
    const unit = units.use(named.unit(value.unit, nowhere))
    const contest = contests.use(named.contest(value.contest, nowhere))
    if (last?.contest !== contest || last.unit !== unit) last = resultIn(contest, unit)
    lastLine = value
    return last
  }

  function resultIn(contest: KeptResult['contest'], unit: KeptResult['unit']): KeptResult {
    let own = all.get(unit.id)
    if (own === undefined) {
      own = new Map()
      all.set(unit.id, own)
    }
    let one = own.get(contest.id)
    if (one === undefined) {
      one = newResult(contest, unit)
      own.set(contest.id, one)
      came.push(one)
      touched.push(one)
    } else if (one.state !== 'touched') {
      touch(one)
      one.rows = one.rows.slice()
    }
    return one
  }

  function add(row: KeptRow): boolean {
    const { said } = row
    if (!isList(said)) {
      if (!isFigures(said)) return false
      const one = resultOf(said)
      row.results = one
      if (one !== undefined) one.rows = withOne(one.rows as KeptRow[], row)
      return true
    }
    if (!said.every(isFigures)) return false
    const mine = new Set(said.flatMap((value) => resultOf(value) ?? []))
    row.results = [...mine]
    for (const one of mine) one.rows = withOne(one.rows as KeptRow[], row)
    return true
  }

  const contestIn = ({ contest, unit }: CountLineValue): NamedContest | undefined =>
    contest && unit && named.contest(contest, nowhere)
  const unitIn = ({ contest, unit }: CountLineValue): NamedUnit | undefined =>
    contest && unit && named.unit(unit, nowhere)
  const inContest = ({ id }: NameGroup<NamedContest>): readonly KeptResult[] =>
    [...all.values()].flatMap((own) => own.get(id) ?? [])
  const inUnit = ({ id }: NameGroup<NamedUnit>): readonly KeptResult[] => [...(all.get(id)?.values() ?? [])]

  return {
    replace(was, is) {
      const one = was.results as KeptResult
      if (one.rows.length > few) replaceOfMany(one, was, is)
      else one.rows = one.rows.with(one.rows.indexOf(was), is)
      is.results = one
      was.results = undefined
      if (!one.isOfVotes) touch(one)
      else if (one.state === 'same') {
        counted.push(one)
        one.state = 'counted'
      }
    },
    detach(rows) {
      const fewer = new Set<KeptResult>()
      for (const row of rows) {
        for (const { capture, unit, contest } of isList(row.said) ? row.said : [row.said]) {
          if (capture !== undefined) note(capture, -1)
          if (unit === undefined || contest === undefined) continue
          units.unuse(named.unit(unit, nowhere))
          contests.unuse(named.contest(contest, nowhere))
        }
        for (const one of resultsIn(row)) fewer.add(one)
        row.results = undefined
      }
      for (const one of fewer) {
        touch(one)
        one.rows = one.rows.filter(({ results }) => results !== undefined)
      }
    },
    attach(rows) {
      last = undefined
      lastLine = undefined
      for (const row of rows) if (!add(row)) return false
      return true
    },
    turn(rows) {
      for (const row of rows) for (const one of resultsIn(row)) touch(one)
    },
    move(rows) {
      for (const row of rows)
        for (const one of resultsIn(row)) {
          if (one.state === 'same') moved.push(one)
          if (one.state === 'same') one.state = 'moved'
        }
    },
    settle() {
      const others = [
        contests.settle((group, among) => firstOf(inContest(group), contestIn, among)).flatMap(inContest),
        units.settle((group, among) => firstOf(inUnit(group), unitIn, among)).flatMap(inUnit),
      ]
      for (const one of others.flat()) touch(one)
    },
    touch,
    has: (contest) => all.values().some((own) => own.has(contest)),
    isOf: ({ contest, unit }, value) => contestIn(value)?.id === contest.id && unitIn(value)?.id === unit.id,
    taken() {
      const taken = {
        came,
        touched,
        counted: counted.filter(({ state }) => state === 'counted'),
        moved: moved.filter(({ state }) => state === 'moved'),
      }
      for (const { contest, unit, rows } of touched) {
        if (rows.length > 0) continue
        const own = all.get(unit.id)
        own?.delete(contest.id)
        if (own?.size === 0) all.delete(unit.id)
      }
      came = []
      touched = []
      counted = []
      moved = []
      cursors = new Map()
      return taken
    },
  }
}

/** So many rows are copied in the time that it takes to remember where the last one was. */
const few = 32

/** Lines that are in error were told before, and where. */
const nowhere = ''

const newResult = (contest: KeptResult['contest'], unit: KeptResult['unit']): KeptResult => ({
  contest,
  unit,
  rows: noRows,
  result: undefined,
  unnamed: none,
  at: -1,
  isOfVotes: false,
  state: 'touched',
})

const none: KeptResult['unnamed'] = []
const noRows: KeptResult['rows'] = []

const isFigures = ({ contest, unit, control, votes, ballots, reporting }: CountLineValue): boolean =>
  unit === undefined ||
  (control === undefined &&
    contest !== undefined &&
    (votes !== undefined || ballots !== undefined || reporting !== undefined))

const resultsIn = ({ results }: KeptRow): readonly KeptResult[] =>
  results === undefined ? [] : Array.isArray(results) ? results : [results as KeptResult]

/** What the first line of the capture says that says one of some. */
function firstOf<Named>(
  some: readonly KeptResult[],
  nameOf: (value: CountLineValue) => Named | undefined,
  among: ReadonlySet<Named>,
): Named {
  let first: { readonly row: KeptRow; readonly thing: Named } | undefined
  for (const row of some.flatMap(({ rows }) => rows)) {
    if (first !== undefined && byPosition(first.row, row) <= 0) continue
    for (const value of isList(row.said) ? row.said : [row.said]) {
      const thing = nameOf(value)
      if (thing === undefined || !among.has(thing)) continue
      first = { row, thing }
      break
    }
  }
  if (first === undefined) throw new Error('a name that no line says')
  return first.thing
}
