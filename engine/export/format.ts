import type { CurrentEnvelope } from '../model/current.ts'
import type { Election } from '../model/election.ts'

/** One file as readers get it; its path has slashes and no leading one. */
export interface ExportFile {
  readonly path: string
  readonly mediaType: string
  readonly body: string
}

/** What is written of one contest, or of the whole election: live results only, by unit. Pure: the same results, the same bytes. */
export interface ExportFormat {
  readonly name: string
  /** One sentence, for people. */
  readonly summary: string
  ofContest?(election: Election, contest: string, results: readonly CurrentEnvelope[]): readonly ExportFile[]
  ofElection?(election: Election, results: readonly CurrentEnvelope[]): readonly ExportFile[]
}
