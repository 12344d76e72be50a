import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AssembleOptions, assembler } from '../../engine/assemble/assemble.ts'
import { type AssembledAgain, keptResults, type RowsChanged } from '../../engine/assemble/kept-results.ts'
import type { KeptRow, Said } from '../../engine/assemble/kept-row.ts'
import { digest } from '../../engine/diff/digest.ts'
import type { CountLineValue, LineVotes } from '../../engine/model/count-line.ts'
import type { Election } from '../../engine/model/election.ts'
import type { ResultKey } from '../../engine/model/ids.ts'
import type { Result } from '../../engine/model/result.ts'

const unit = 'ocd-division/country:us/state:zz'
const election = { id: 'zz-2024', contests: [] } as unknown as Election

const maybe = <Value>(value: fc.Arbitrary<Value>, often = 1) =>
  fc.oneof({ arbitrary: fc.constant(undefined), weight: 12 }, { arbitrary: value, weight: often })
const count = fc.oneof(
  { arbitrary: fc.nat(30), weight: 40 },
  { arbitrary: fc.constant('suppressed' as const), weight: 1 },
  { arbitrary: fc.constant(Number.MAX_SAFE_INTEGER), weight: 1 },
)
const votes = fc.record(
  { total: count, election_day: count, early: count, absentee_mail: count, write_in: count, other: count },
  { requiredKeys: [] },
) as fc.Arbitrary<LineVotes>
const selectionId = fc.constantFrom('ada', 'bo')
const selection = fc.record({
  id: fc.oneof({ arbitrary: fc.constant(undefined), weight: 40 }, selectionId),
  name: fc.constantFrom('Ada', 'Bo', 'Cy', 'Dee', 'Eve', 'Fay', 'Gus', 'Hal', 'Ivo'),
  party: maybe(fc.constantFrom('Green', ' Green ', '  '), 12),
  write_in: maybe(fc.boolean(), 8),
  order: maybe(fc.nat(3)),
})
const line = fc.record({
  contest: fc.record({
    id: fc.constantFrom('zz/mayor', 'zz/judge'),
    name: maybe(fc.constant('Mayor'), 200),
    type: maybe(fc.constantFrom('candidate', 'retention')),
    votes_allowed: maybe(fc.constantFrom(1, 2)),
  }),
  unit: fc.record({ type: fc.constant('precinct'), name: fc.constantFrom('North', 'South') }),
  selection: maybe(fc.oneof({ arbitrary: selection, weight: 60 }, fc.record({ id: selectionId })), 200),
  votes: maybe(votes, 200),
  ballots: maybe(fc.record({ cast: fc.nat(40) })),
  reporting: maybe(fc.record({ units_reporting: fc.nat(1), units_total: fc.constant(1) })),
})
type Line = typeof line extends fc.Arbitrary<infer One> ? One : never
/** Members that are not there are left out, as mappings do. */
const said = (one: object): CountLineValue => JSON.parse(JSON.stringify(one)) as CountLineValue

const says = (assembled: () => ReturnType<ReturnType<typeof assembler>['finish']> | undefined): string => {
  try {
    const { results = [], unnamed, asOf } = assembled() ?? {}
    const all = results.map(({ key, record, locators }) => ({ key, record, locators }))
    return JSON.stringify([all, unnamed, asOf])
  } catch {
    return 'in error'
  }
}

/** What becomes of a row, or of the order of the bodies, from one capture to the next: mostly it is counted on. */
const edit = fc.record({
  kind: fc.constantFrom(
    ...(['votes', 'votes', 'votes', 'votes', 'more', 'less', 'other', 'insert', 'remove'] as const),
    ...(['again', 'pair', 'turn', 'back', 'party', 'shift', 'shift'] as const),
  ),
  at: fc.nat(40),
  other: line.map(said),
  votes: votes.map(said) as fc.Arbitrary<LineVotes>,
})
type Edit = typeof edit extends fc.Arbitrary<infer One> ? One : never

/** What a line may say besides votes. */
const besides = [
  { ballots: { cast: 7 } },
  { reporting: { units_reporting: 1, units_total: 1 } },
  { capture: { as_of: '2024-11-06T01:00:00Z', status: 'certified' } },
  { capture: { status: 'unofficial-partial' } },
]

/** A line that only changed its votes shares what it names with the one before, as lines of a memory do. */
function edited(all: readonly Said[], { kind, at, other, votes: counted }: Edit): readonly Said[] {
  const n = at % Math.max(1, all.length)
  const [one] = [all[n]].flat()
  if (one === undefined) return [other]
  if (kind === 'votes') return all.with(n, { ...one, votes: counted })
  if (kind === 'again') return all.toSpliced(n, 0, { ...one, votes: counted })
  if (kind === 'party')
    return all.with(n, { ...one, selection: { ...one.selection, party: 'Red' }, votes: counted })
  if (kind === 'shift') return all.toSpliced(n, 1).toSpliced(at >> 1, 0, { ...one, votes: counted })
  if (kind === 'more') return all.with(n, { ...one, ...besides[at % besides.length] })
  if (kind === 'other') return all.with(n, other)
  if (kind === 'pair') return all.with(n, [one, other])
  if (kind === 'insert') return all.toSpliced(n, 0, other)
  if (kind === 'remove') return all.toSpliced(n, 1)
  const { ballots: _, reporting: _reporting, capture: _capture, ...less } = one
  return kind === 'less' ? all.with(n, less) : all
}

interface Body {
  body: { readonly origin: string; order: number; readonly placeOf: (at: number) => string }
  rows: readonly KeptRow[]
}
const placeOf = (at: number): string => `L${at}`

/** What the memory tells of bodies, which are to say this. */
function changedTo(bodies: readonly Body[], all: readonly (readonly Said[])[]): RowsChanged {
  const [removed, added, moved, turned] = [[], [], [], []] as [KeptRow[], KeptRow[], KeptRow[], KeptRow[]]
  let order = -1
  for (const [at, one] of bodies.entries()) {
    const before = one.rows
    one.rows = (all[at] ?? []).map((what, index) => {
      const row = before.find((old) => old.said === what)
      if (row === undefined) {
        added.push({ said: what, body: one.body, index, line: index + 1, results: undefined })
        return added.at(-1) as KeptRow
      }
      if (row.index !== index || row.body !== one.body) moved.push(row)
      return Object.assign(row, { index, line: index + 1, body: one.body })
    })
    removed.push(...before.filter((row) => !one.rows.includes(row)))
    if (one.body.order < order) turned.push(...one.rows)
    order = Math.max(order, one.body.order)
    one.body.order = at
  }
  return { removed, added, moved, turned, backwards: () => bodies.flatMap(({ rows }) => rows).toReversed() }
}

const byKey = (results: readonly Result[]) => new Map(results.map((one) => [one.key, one] as const))
const withoutVotes = (one: Result | undefined): string =>
  JSON.stringify(one?.record, (name, value: unknown) => (name === 'votes' ? undefined : value))

test('what is made of votes alone, and counted on, is what a draft of the same rows holds', () => {
  const options: fc.Arbitrary<AssembleOptions> = fc.constantFrom({}, {}, { repeated: 'add' })
  const once = {
    selector: (one: Line) =>
      JSON.stringify([one.contest.id, one.unit, (one.selection as { name?: string } | undefined)?.name]),
  }
  const file = fc.uniqueArray(line, { ...once, minLength: 2, maxLength: 16 }).map((all) => all.map(said))
  const two = fc.tuple(file, fc.nat(16)).map(([all, n]) => [all.slice(0, n), all.slice(n)] as const)
  let [sound, counted] = [0, 0]
  fc.assert(
    fc.property(two, fc.array(edit, { minLength: 1, maxLength: 6 }), options, (first, edits, by) => {
      const bodies: Body[] = ['a', 'b'].map((origin, order) => ({
        body: { origin, order, placeOf },
        rows: [],
      }))
      const kept = keptResults(election, unit, by, digest)
      let now: readonly (readonly Said[])[] = first
      let last: ReadonlyMap<ResultKey, Result> = new Map()
      let before: { readonly made: AssembledAgain; readonly text: string } | undefined
      for (const one of [undefined, ...edits]) {
        const [at, other] = [(one?.at ?? 0) % 2, 1 - ((one?.at ?? 0) % 2)] as const
        if (one?.kind === 'turn') {
          bodies.reverse()
          now = now.toReversed()
        } else if (one !== undefined) now = now.with(at, edited(now[at] ?? [], one))
        // Another row is counted on in the same capture.
        if (one !== undefined) now = now.with(other, edited(now[other] ?? [], { ...one, kind: 'votes' }))
        if (one?.kind === 'back')
          now = bodies[0]?.body.origin.startsWith('a') === true ? first : first.toReversed()
        const moved = bodies[at] as Body
        // The same body by another address.
        if (one?.kind === 'shift' && one.at % 3 === 0)
          moved.body = { ...moved.body, origin: `${moved.body.origin}?` }
        let made: AssembledAgain | undefined
        const again = says(() => {
          made = kept.assemble(changedTo(bodies, now))
          return made
        })
        // What is no figure of a contest in a unit is not for rows that are kept.
        if (again === '[[],null,null]' && made === undefined) return
        const whole = assembler(election, unit, by)
        const plain = says(() => {
          for (const { body, rows } of bodies)
            for (const { said: what, line: n } of rows)
              whole.add(
                [what].flat().map((value) => ({ value, place: placeOf(n) })),
                body.origin,
              )
          return whole.finish()
        })
        expect(again).toBe(plain)
        // Whatever became of the rows of a result, it stays what it was in its capture.
        expect(before && says(() => before?.made)).toBe(before?.text)
        if (made === undefined) return
        if (now.flat().length > 1) sound += 1
        const told = new Map(made.changed.map((of) => [(of.is ?? of.was)?.key, of] as const))
        const next = byKey(made.results)
        const untold = [...new Set([...last.keys(), ...next.keys()])].filter((key) => {
          const [was, is] = [last.get(key), next.get(key)]
          const of = told.get(key)
          return was?.record !== is?.record && (of === undefined || of.was !== was || of.is !== is)
        })
        const on = made.changed.filter(({ countedOn }) => countedOn)
        counted += on.length
        // Of the first capture nothing is told.
        expect(before === undefined ? made.changed : untold).toEqual([])
        expect(on.map(({ is }) => withoutVotes(is))).toEqual(on.map(({ was }) => withoutVotes(was)))
        last = next
        before = { made: { ...made, results: [...made.results] }, text: again }
      }
    }),
    { numRuns: 500 },
  )
  expect(sound).toBeGreaterThan(500)
  expect(counted).toBeGreaterThan(100)
})

test('a row that is counted on behind another one, in a body of another address, stands behind it', () => {
  const named = { contest: { id: 'zz/mayor', name: 'Mayor' }, unit: { type: 'precinct', name: 'North' } }
  const ada = { ...named, selection: { name: 'Ada' }, votes: { total: 1 } }
  const bo = { ...named, selection: { name: 'Bo' }, votes: { total: 2 } }
  const one: Body = { body: { origin: 'a', order: 0, placeOf }, rows: [] }
  const kept = keptResults(election, unit, {}, digest)
  kept.assemble(changedTo([one], [[ada, bo]]))
  one.body = { ...one.body, origin: 'b' }
  const [made] = kept.assemble(changedTo([one], [[bo, { ...ada, votes: { total: 5 } }]]))?.results ?? []
  expect(made?.record.selections.map(({ name, votes: { total } }) => [name, total])).toEqual([
    ['Bo', 2],
    ['Ada', 5],
  ])
})
