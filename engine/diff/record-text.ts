import { canonicalJson, jsonText } from '../flow/canonical-json.ts'
import type { Ballots, Contest, Reporting, ResultRecord, Selection, Unit, Votes } from '../model/result.ts'

/**
 * A record in canonical JSON, byte for byte what `canonicalJson` makes of it, several times as fast: what its members are
 * is known, and names that come again are written once.
 */
export const recordText = (record: ResultRecord): string =>
  textOf(record, record.reporting === undefined ? undefined : reportingText(record.reporting, true))

/** The same without the source's times, and with an empty `reporting` where there is none: what digests are of. */
export const timelessText = (record: ResultRecord): string =>
  textOf(record, record.reporting === undefined ? '{}' : reportingText(record.reporting, false))

/** Members in the order of their names, at every level. */
function textOf(record: ResultRecord, reporting: string | undefined): string {
  const { ballots, contest, election, selections, suppressed, unit } = record
  let text = ballots === undefined ? '{' : `{"ballots":${ballotsText(ballots)},`
  text += `"contest":${contestText(contest)},"election":${jsonText(election)}`
  if (reporting !== undefined) text += `,"reporting":${reporting}`
  text += ',"selections":['
  for (let at = 0; at < selections.length; at++) {
    const one = selections[at] as Selection
    text += at === 0 ? selectionText(one) : `,${selectionText(one)}`
  }
  text += ']'
  if (suppressed !== undefined) text += `,"suppressed":${canonicalJson(suppressed)}`
  return `${text},"unit":${unitText(unit)}}`
}

/** Records come contest by contest, and a contest is one object in all of them: the last one is remembered. */
let lastContest: { readonly contest: Contest; readonly text: string } | undefined

function contestText(contest: Contest): string {
  if (lastContest?.contest !== contest) lastContest = { contest, text: canonicalJson(contest) }
  return lastContest.text
}

/** As long as somebody holds the unit. */
const units = new WeakMap<Unit, string>()

function unitText(unit: Unit): string {
  const known = units.get(unit)
  if (known !== undefined) return known
  const text = canonicalJson(unit)
  units.set(unit, text)
  return text
}

function reportingText(reporting: Reporting, timed: boolean): string {
  const { asOf: _, ...timeless } = reporting
  return canonicalJson(timed ? reporting : timeless)
}

function ballotsText({ cast, overvotes, registered, undervotes }: Ballots): string {
  let text = ''
  if (cast !== undefined) text = `,"cast":${cast}`
  if (overvotes !== undefined) text += `,"overvotes":${overvotes}`
  if (registered !== undefined) text += `,"registered":${registered}`
  if (undervotes !== undefined) text += `,"undervotes":${undervotes}`
  return `{${text.slice(1)}}`
}

interface Named {
  readonly name: string
  readonly party: string | undefined
  readonly text: string
}
/** How selections begin, by id, as they were called last. */
const named = new Map<string, Named>()
/** Where every unit has its own names, remembering them all would not pay. */
const mostNamed = 20_000

function nameText({ id, name, party }: Selection): string {
  const known = named.get(id)
  if (known !== undefined && known.name === name && known.party === party) return known.text
  const partyText = party === undefined ? '' : `"party":${jsonText(party)},`
  const text = `{"id":${jsonText(id)},"name":${jsonText(name)},${partyText}`
  if (named.size >= mostNamed) named.clear()
  named.set(id, { name, party, text })
  return text
}

function selectionText(selection: Selection): string {
  const { suppressed, votes, writeIn } = selection
  const withheld = suppressed === undefined ? '' : `"suppressed":${canonicalJson(suppressed)},`
  return `${nameText(selection)}${withheld}"votes":${votesText(votes)},"writeIn":${writeIn}}`
}

function votesText(votes: Votes): string {
  const { absentee, absenteeInPerson, absenteeMail, early, electionDay } = votes
  let text = absentee === undefined ? '{' : `{"absentee":${absentee},`
  if (absenteeInPerson !== undefined) text += `"absenteeInPerson":${absenteeInPerson},`
  if (absenteeMail !== undefined) text += `"absenteeMail":${absenteeMail},`
  if (early !== undefined) text += `"early":${early},`
  if (electionDay !== undefined) text += `"electionDay":${electionDay},`
  const { other, provisional, total, uocava, writeIn } = votes
  if (other !== undefined) text += `"other":${other},`
  if (provisional !== undefined) text += `"provisional":${provisional},`
  text += `"total":${total}`
  if (uocava !== undefined) text += `,"uocava":${uocava}`
  if (writeIn !== undefined) text += `,"writeIn":${writeIn}`
  return `${text}}`
}
