import type { LineVotes } from '../model/count-line.ts'
import { type Mode, modes, type Selection, type Votes } from '../model/result.ts'
import { figuresOf, type SelectionDraft, type SelectionFigures } from './selection-draft.ts'

type Cast = { total: number } & Partial<Record<Mode, number>>

/** The votes of a selection, and the modes that its source withholds. Undefined: it withholds the total. */
export function votesOf(draft: SelectionDraft): Pick<Selection, 'votes' | 'suppressed'> | undefined {
  const votes = draft.only === undefined ? undefined : votesOfOne(draft.only)
  return votes === undefined ? votesOfSeveral(figuresOf(draft)) : { votes }
}

/** A total that the source does not give is the sum of its modes; one that it gives is never touched. */
function votesOfSeveral(figures: SelectionFigures): Pick<Selection, 'votes' | 'suppressed'> | undefined {
  const { votes: given, suppressed: withheld } = figures
  // Without its total a selection has no votes to publish: not zero, and no sum of what is not withheld.
  if (withheld.has('total') || (withheld.size > 0 && !given.has('total'))) return undefined
  const votes: Cast = { total: 0 }
  let sum = 0
  for (const mode of modes) {
    const figure = given.get(mode)
    if (figure === undefined) continue
    votes[mode] = figure.value
    sum += figure.value
  }
  votes.total = given.get('total')?.value ?? sum
  const suppressed = modes.filter((mode) => withheld.has(mode))
  return { votes, ...(suppressed.length === 0 ? {} : { suppressed }) }
}

/** The same of one line, which is what there mostly is. Undefined: it withholds something. */
export function votesOfOne(line: LineVotes): Votes | undefined {
  const { election_day, early, absentee, absentee_in_person, absentee_mail } = line
  const { provisional, uocava, write_in, other, total } = line
  const votes: Cast = zeros(modesIn(line))
  let sum = 0
  if (election_day !== undefined) {
    if (election_day === 'suppressed') return undefined
    votes.electionDay = election_day
    sum += election_day
  }
  if (early !== undefined) {
    if (early === 'suppressed') return undefined
    votes.early = early
    sum += early
  }
  if (absentee !== undefined) {
    if (absentee === 'suppressed') return undefined
    votes.absentee = absentee
    sum += absentee
  }
  if (absentee_in_person !== undefined) {
    if (absentee_in_person === 'suppressed') return undefined
    votes.absenteeInPerson = absentee_in_person
    sum += absentee_in_person
  }
  if (absentee_mail !== undefined) {
    if (absentee_mail === 'suppressed') return undefined
    votes.absenteeMail = absentee_mail
    sum += absentee_mail
  }
  if (provisional !== undefined) {
    if (provisional === 'suppressed') return undefined
    votes.provisional = provisional
    sum += provisional
  }
  if (uocava !== undefined) {
    if (uocava === 'suppressed') return undefined
    votes.uocava = uocava
    sum += uocava
  }
  if (write_in !== undefined) {
    if (write_in === 'suppressed') return undefined
    votes.writeIn = write_in
    sum += write_in
  }
  if (other !== undefined) {
    if (other === 'suppressed') return undefined
    votes.other = other
    sum += other
  }
  if (total === 'suppressed') return undefined
  votes.total = total ?? sum
  return votes
}

/** Which modes a line gives, a bit for each. */
function modesIn(line: LineVotes): number {
  const { election_day, early, absentee, absentee_in_person, absentee_mail } = line
  const { provisional, uocava, write_in, other } = line
  return (
    (election_day === undefined ? 0 : 1) |
    (early === undefined ? 0 : 2) |
    (absentee === undefined ? 0 : 4) |
    (absentee_in_person === undefined ? 0 : 8) |
    (absentee_mail === undefined ? 0 : 16) |
    (provisional === undefined ? 0 : 32) |
    (uocava === undefined ? 0 : 64) |
    (write_in === undefined ? 0 : 128) |
    (other === undefined ? 0 : 256)
  )
}

/** Votes of zero in some modes. An object that is copied has room for its members; one that grows has room for more. */
function zeros(of: number): Cast {
  let known = templates[of]
  if (known === undefined) {
    const names = ['total', ...modes.filter((_, at) => (of & (1 << at)) !== 0)]
    // What is made of JSON has room for its members, too.
    known = JSON.parse(`{${names.map((name) => `"${name}":0`).join(',')}}`) as Cast
    templates[of] = known
  }
  return { ...known }
}

const templates: Cast[] = []
