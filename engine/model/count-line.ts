/** How spec authors name the modes of voting; `total` beside them. */
export interface LineVotes {
  readonly total?: number
  readonly election_day?: number
  readonly early?: number
  readonly absentee?: number
  readonly absentee_in_person?: number
  readonly absentee_mail?: number
  readonly provisional?: number
  readonly uocava?: number
  readonly write_in?: number
  readonly other?: number
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
  readonly ballots?: {
    readonly cast?: number
    readonly registered?: number
    readonly overvotes?: number
    readonly undervotes?: number
  }
  readonly reporting?: {
    readonly units_reporting?: number
    readonly units_total?: number
    readonly status?: string
    readonly as_of?: string
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
