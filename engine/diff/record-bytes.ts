import { canonicalJson, jsonText } from '../flow/canonical-json.ts'
import {
  asBytes,
  asWords,
  type JsonBytes,
  putByte,
  putBytes,
  putNumber,
  putText,
  putWords,
  type Words,
} from '../flow/json-bytes.ts'
import type { Ballots, Contest, Reporting, ResultRecord, Selection, Unit, Votes } from '../model/result.ts'

/**
 * Puts a record in canonical JSON, byte for byte what `canonicalJson` makes of it, many times as fast: what its members are
 * is known, and names that come again are written once.
 */
export function putRecord(out: JsonBytes, record: ResultRecord): void {
  putBeginning(out, record)
  putReporting(out, record.reporting)
  putRest(out, record)
}

/**
 * The same without the source's times, and with an empty `reporting` where there is none: what digests are of. Answers where
 * `reporting` lies in it.
 */
export function putTimeless(
  out: JsonBytes,
  record: ResultRecord,
): { readonly reporting: number; readonly rest: number } {
  putBeginning(out, record)
  const reporting = out.length
  putTimelessReporting(out, record.reporting)
  const rest = out.length
  putRest(out, record)
  return { reporting, rest }
}

/** Members in the order of their names, at every level. */
function putBeginning(out: JsonBytes, { ballots, contest, election }: ResultRecord): void {
  putByte(out, brace)
  if (ballots !== undefined) putBallots(out, ballots)
  putBytes(out, headBytes(contest, election))
}

export function putReporting(out: JsonBytes, reporting: Reporting | undefined): void {
  if (reporting !== undefined) putText(out, `,"reporting":${canonicalJson(reporting)}`)
}

function putTimelessReporting(out: JsonBytes, reporting: Reporting | undefined): void {
  if (reporting === undefined) return putWords(out, nothingReported)
  const { asOf: _, ...timeless } = reporting
  putReporting(out, timeless)
}

const nothingReported = asWords(',"reporting":{}')

function putRest(out: JsonBytes, { selections, suppressed, unit }: ResultRecord): void {
  putWords(out, selectionsAre)
  for (let at = 0; at < selections.length; at++) {
    if (at > 0) putByte(out, comma)
    putSelection(out, selections[at] as Selection)
  }
  putByte(out, bracketEnd)
  if (suppressed !== undefined) putText(out, `,"suppressed":${canonicalJson(suppressed)}`)
  putBytes(out, unitBytes(unit))
}

const [brace, bracketEnd, comma] = [123, 93, 44]
const selectionsAre = asWords(',"selections":[')

/** Of contests, and of selections: where every unit has its own, remembering them all would not pay. */
const mostNamed = 20_000

interface Head {
  readonly contest: Contest
  readonly election: string
  readonly bytes: Uint8Array
}
/** How records begin, by the id of their contest, as it was last. */
const heads = new Map<string, Head>()

function headBytes(contest: Contest, election: string): Uint8Array {
  const known = heads.get(contest.id)
  if (known !== undefined && known.election === election && saysTheSame(contest, known.contest))
    return known.bytes
  const bytes = asBytes(`"contest":${canonicalJson(contest)},"election":${jsonText(election)}`)
  if (heads.size >= mostNamed) heads.clear()
  heads.set(contest.id, { contest, election, bytes })
  return bytes
}

/** Every capture makes its contests anew. One of another version of the engine may have members that are not known here. */
function saysTheSame(one: Contest, other: Contest): boolean {
  if (one === other) return true
  const { name, type, votesAllowed } = one
  if (name !== other.name || type !== other.type || votesAllowed !== other.votesAllowed) return false
  const members = votesAllowed === undefined ? 3 : 4
  return Object.keys(one).length === members && Object.keys(other).length === members
}

/** The end of a record, as long as somebody holds the unit. */
const units = new WeakMap<Unit, Uint8Array>()
/** Of the record before, which mostly is of the same unit where many are made. */
let lastUnit: { readonly unit: Unit; readonly bytes: Uint8Array } | undefined

function unitBytes(unit: Unit): Uint8Array {
  if (unit === lastUnit?.unit) return lastUnit.bytes
  const bytes = units.get(unit) ?? asBytes(`,"unit":${canonicalJson(unit)}}`)
  units.set(unit, bytes)
  lastUnit = { unit, bytes }
  return bytes
}

function putBallots(out: JsonBytes, { cast, overvotes, registered, undervotes }: Ballots): void {
  let text = ''
  if (cast !== undefined) text = `,"cast":${cast}`
  if (overvotes !== undefined) text += `,"overvotes":${overvotes}`
  if (registered !== undefined) text += `,"registered":${registered}`
  if (undervotes !== undefined) text += `,"undervotes":${undervotes}`
  putText(out, `"ballots":{${text.slice(1)}},`)
}

interface Named {
  readonly name: string
  readonly party: string | undefined
  readonly bytes: Uint8Array
}
const votesAre = '"votes":'
/** How selections begin, up to their votes, by id, as they were called last. */
const named = new Map<string, Named>()

function nameBytes({ id, name, party }: Selection): Uint8Array {
  const known = named.get(id)
  if (known !== undefined && known.name === name && known.party === party) return known.bytes
  const partyText = party === undefined ? '' : `"party":${jsonText(party)},`
  const bytes = asBytes(`{"id":${jsonText(id)},"name":${jsonText(name)},${partyText}${votesAre}`)
  if (named.size >= mostNamed) named.clear()
  named.set(id, { name, party, bytes })
  return bytes
}

function putSelection(out: JsonBytes, selection: Selection): void {
  const { suppressed, votes, writeIn } = selection
  putBytes(out, nameBytes(selection))
  if (suppressed !== undefined) {
    // In the place of what begins the votes.
    out.length -= votesAre.length
    putText(out, `"suppressed":${canonicalJson(suppressed)},${votesAre}`)
  }
  putVotes(out, votes)
  putWords(out, writeIn ? isWriteIn : isNoWriteIn)
}

const isWriteIn = asWords('},"writeIn":true}')
const isNoWriteIn = asWords('},"writeIn":false}')

function putVotes(out: JsonBytes, votes: Votes): void {
  const start = out.length
  const { absentee, absenteeInPerson, absenteeMail, early, electionDay } = votes
  if (absentee !== undefined) putCount(out, names.absentee, absentee)
  if (absenteeInPerson !== undefined) putCount(out, names.absenteeInPerson, absenteeInPerson)
  if (absenteeMail !== undefined) putCount(out, names.absenteeMail, absenteeMail)
  if (early !== undefined) putCount(out, names.early, early)
  if (electionDay !== undefined) putCount(out, names.electionDay, electionDay)
  const { other, provisional, total, uocava, writeIn } = votes
  if (other !== undefined) putCount(out, names.other, other)
  if (provisional !== undefined) putCount(out, names.provisional, provisional)
  putCount(out, names.total, total)
  if (uocava !== undefined) putCount(out, names.uocava, uocava)
  if (writeIn !== undefined) putCount(out, names.writeIn, writeIn)
  // In the place of the first comma.
  out.bytes[start] = brace
}

function putCount(out: JsonBytes, name: Words, count: number): void {
  putWords(out, name)
  putNumber(out, count)
}

/** Of the members of votes: the total is always there. */
const names = {
  absentee: asWords(',"absentee":'),
  absenteeInPerson: asWords(',"absenteeInPerson":'),
  absenteeMail: asWords(',"absenteeMail":'),
  early: asWords(',"early":'),
  electionDay: asWords(',"electionDay":'),
  other: asWords(',"other":'),
  provisional: asWords(',"provisional":'),
  total: asWords(',"total":'),
  uocava: asWords(',"uocava":'),
  writeIn: asWords(',"writeIn":'),
} as const satisfies Record<keyof Votes, Words>
