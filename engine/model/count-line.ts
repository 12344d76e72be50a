/** A number, or that the source withholds it. */
export type LineCount = number | 'suppressed'

/** How spec authors name the modes of voting; `total` beside them. */
export interface LineVotes {
  readonly total?: LineCount
  readonly election_day?: LineCount
  readonly early?: LineCount
  readonly absentee?: LineCount
  readonly absentee_in_person?: LineCount
  readonly absentee_mail?: LineCount
  readonly provisional?: LineCount
  readonly uocava?: LineCount
  readonly write_in?: LineCount
  readonly other?: LineCount
}

/** Ballots and voters. */
export interface LineBallots {
  readonly cast?: LineCount
  readonly registered?: LineCount
  readonly overvotes?: LineCount
  readonly undervotes?: LineCount
}

/**
 * What a mapping makes of a row (`map/line-schema.ts` is the same as a schema):
 * votes of one selection in one contest and unit; or ballots and progress of a contest in a unit, or of a unit in all
 * its contests; or what the capture says of itself. Lines of one figure may come in any order and number; two lines
 * that give the same figure are a collision.
 */
export interface CountLineValue {
  readonly contest?: {
    readonly id?: string
    readonly name?: string
    readonly type?: string
    readonly votes_allowed?: number
  }
  readonly unit?: {
    readonly id?: string
    readonly type?: string
    readonly name?: string
    readonly within?: string
  }
  readonly selection?: {
    readonly id?: string
    readonly name?: string
    readonly party?: string
    readonly write_in?: boolean
    /** Place on the ballot, where it is not the order of appearance. */
    readonly order?: number
  }
  readonly votes?: LineVotes
  /** The votes are a piece: lines that give the same votes and say so, too, are added up. */
  readonly pieces?: boolean
  readonly ballots?: LineBallots
  readonly reporting?: {
    readonly units_reporting?: number
    readonly units_total?: number
    readonly status?: string
    readonly as_of?: string
  }
  /** A sum that the source gives of itself, to compare with what was read. It makes no figure. */
  readonly control?: {
    /** selections, parts */
    readonly of: string
    readonly votes?: LineVotes
    readonly ballots?: LineBallots
    readonly units?: number
    readonly including?: readonly string[]
  }
  /** Of the capture as a whole. */
  readonly capture?: {
    readonly as_of?: string
    readonly token?: string
    readonly status?: string
    readonly election_date?: string
  }
}

export interface CountLine {
  readonly value: CountLineValue
  readonly place: string
}
