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
  text += headText(contest, election)
  if (reporting !== undefined) text += `,"reporting":${reporting}`
  text += ',"selections":['
  for (let at = 0; at < selections.length; at++) {
    if (at > 0) text += ','
    text = withSelection(text, selections[at] as Selection)
  }
  text += ']'
  if (suppressed !== undefined) text += `,"suppressed":${canonicalJson(suppressed)}`
  return text + unitText(unit)
}

/** Records come contest by contest, and a contest is one object in all of them: the last one is remembered. */
let lastHead: { readonly contest: Contest; readonly election: string; readonly text: string } | undefined

function headText(contest: Contest, election: string): string {
  if (lastHead?.contest !== contest || lastHead.election !== election) {
    const text = flat('"contest":', canonicalJson(contest), ',"election":', jsonText(election))
    lastHead = { contest, election, text }
  }
  return lastHead.text
}

/** The end of a record, as long as somebody holds the unit. */
const units = new WeakMap<Unit, string>()

function unitText(unit: Unit): string {
  const known = units.get(unit)
  if (known !== undefined) return known
  const text = flat(',"unit":', canonicalJson(unit), '}')
  units.set(unit, text)
  return text
}

/** One flat text: what is added up piece by piece is put together again whenever it is read. */
const flat = (...pieces: readonly string[]): string => pieces.join('')

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
  const text = flat('{"id":', jsonText(id), ',"name":', jsonText(name), ',', partyText)
  if (named.size >= mostNamed) named.clear()
  named.set(id, { name, party, text })
  return text
}

function withSelection(before: string, selection: Selection): string {
  const { suppressed, votes, writeIn } = selection
  const text = before + nameText(selection)
  return withVotes(
    suppressed === undefined
      ? `${text}"votes":{`
      : `${text}"suppressed":${canonicalJson(suppressed)},"votes":{`,
    votes,
    writeIn ? '},"writeIn":true}' : '},"writeIn":false}',
  )
}

function withVotes(before: string, votes: Votes, behind: string): string {
  const { absentee, absenteeInPerson, absenteeMail, early, electionDay } = votes
  let text = before
  if (absentee !== undefined) text += counts.absentee(absentee)
  if (absenteeInPerson !== undefined) text += counts.absenteeInPerson(absenteeInPerson)
  if (absenteeMail !== undefined) text += counts.absenteeMail(absenteeMail)
  if (early !== undefined) text += counts.early(early)
  if (electionDay !== undefined) text += counts.electionDay(electionDay)
  const { other, provisional, total, uocava, writeIn } = votes
  if (other !== undefined) text += counts.other(other)
  if (provisional !== undefined) text += counts.provisional(provisional)
  text += counts.total(total)
  if (uocava !== undefined) text += counts.uocava(uocava)
  if (writeIn !== undefined) text += counts.writeIn(writeIn)
  return text + behind
}

/** Texts of counts below this are made once: in a precinct most counts are. */
const small = 1_000

function counting(before: string, behind: string): (count: number) => string {
  const known: string[] = []
  return (count) => {
    if (count < 0 || count >= small) return `${before}${count}${behind}`
    return (known[count] ??= flat(before, String(count), behind))
  }
}

/** Of the members of votes, in their order: the total is always there. */
const counts = {
  absentee: counting('"absentee":', ','),
  absenteeInPerson: counting('"absenteeInPerson":', ','),
  absenteeMail: counting('"absenteeMail":', ','),
  early: counting('"early":', ','),
  electionDay: counting('"electionDay":', ','),
  other: counting('"other":', ','),
  provisional: counting('"provisional":', ','),
  total: counting('"total":', ''),
  uocava: counting(',"uocava":', ''),
  writeIn: counting(',"writeIn":', ''),
} as const satisfies Record<keyof Votes, unknown>
