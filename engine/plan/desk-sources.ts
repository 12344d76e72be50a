import type { Path } from '../component.ts'
import { feedError } from '../errors/feed-error.ts'
import { fitsPattern } from '../flow/id-pattern.ts'
import { near } from '../flow/near.ts'
import type { SourceOrder } from '../model/desk.ts'
import type { Election } from '../model/election.ts'
import { milliseconds } from '../time/duration.ts'
import { placeText } from './compiling.ts'
import type { DeskPart } from './desk-part.ts'
import { feedIdsIn } from './feed-ids.ts'
import { reportContest, reportUnits } from './known-places.ts'

/** The word of an order for the sum of the current results of the units within. */
export const unitsWord = 'units'
/** By how much two sources may differ where nothing is said of it. */
export const usualTolerance: SourceOrder['tolerance'] = { votes: 10, percent: 0.5 }

/** A feed that changes nothing says once a minute that it is alive: what is shorter takes healthy feeds for silent. */
const leastFresh = '2m'

/** The orders of sources, defaults filled, as they stand: the first that fits counts. */
export function sourcesOf(part: DeskPart, election: Election | undefined): readonly SourceOrder[] {
  const { sections, document } = part
  const orders = (sections.sources ?? []).map(
    ({ contest, unit, order, fresh_within, tolerance }): SourceOrder => ({
      contest,
      ...(unit === undefined ? {} : { unit }),
      order,
      ...(fresh_within === undefined ? {} : { freshWithin: milliseconds(fresh_within) }),
      tolerance:
        tolerance === undefined
          ? usualTolerance
          : { votes: tolerance.votes ?? 0, percent: tolerance.percent ?? 0 },
    }),
  )
  if (orders.length === 0) return orders
  reportTooFresh(part)
  reportUnknown(part, orders)
  for (const [index, one] of orders.entries()) {
    const other = orders.slice(0, index).findIndex((before) => coversOrder(before, one))
    const at = document.position(['sources', index])
    if (other !== -1) {
      const earlier = placeText(document.position(['sources', other]))
      const why = `the order at ${earlier} fits whatever it fits, and the first that fits counts`
      report(part, feedError('SPEC_UNREACHABLE', { what: 'This order of sources', why }, { at }))
    }
    if (election !== undefined) reportUseless(part, one, ['sources', index], election)
  }
  return orders
}

/** Spans of which no healthy feed is sure to be heard. */
function reportTooFresh({ sections, document, compiling }: DeskPart): void {
  for (const [index, { fresh_within: text }] of (sections.sources ?? []).entries()) {
    if (text === undefined || milliseconds(text) >= milliseconds(leastFresh)) continue
    const expected = `must be at least ${leastFresh}`
    const details = { what: `sources[${index}].fresh_within`, seen: `"${text}"`, expected }
    const meaning =
      'A healthy feed is heard of once a minute, if its polls are not further apart: give at least two of these spans.'
    const at = document.position(['sources', index, 'fresh_within'])
    compiling.report(feedError('SPEC_VALUE', { ...details, meaning }, { at }))
  }
}

/** Feeds that are not there, and sources that are named twice. */
function reportUnknown(part: DeskPart, orders: readonly SourceOrder[]): void {
  const known = [...feedIdsIn(part.document.file, part.compiling.files), unitsWord]
  for (const [index, { order }] of orders.entries()) {
    for (const [place, name] of order.entries()) {
      const at = part.document.position(['sources', index, 'order', place])
      if (!known.includes(name)) {
        const details = { what: 'feed', name, near: near(name, known), known }
        report(part, feedError('SPEC_NOT_FOUND', details, { at }))
      }
      const first = order.indexOf(name)
      if (first === place) continue
      const other = placeText(part.document.position(['sources', index, 'order', first]))
      report(part, feedError('SPEC_SAME_NAME', { what: 'source', name, other }, { at }))
    }
  }
}

/** An order that can fit nothing: of contests that the election does not list, or of units in which no polls close. */
function reportUseless(part: DeskPart, { contest, unit }: SourceOrder, path: Path, election: Election): void {
  const { document, compiling } = part
  reportContest(contest, election, document.position([...path, 'contest']), compiling)
  if (unit !== undefined) reportUnits(unit, election, document.position([...path, 'unit']), compiling)
}

const coversOrder = (one: SourceOrder, other: SourceOrder): boolean =>
  // What a star of the other stands for is within a star of the first.
  fitsPattern(one.contest, other.contest) &&
  (one.unit === undefined || (other.unit !== undefined && fitsPattern(one.unit, other.unit)))

const report = ({ compiling }: DeskPart, error: ReturnType<typeof feedError>): void => compiling.report(error)
