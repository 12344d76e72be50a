import type { Crosswalk, DeskFacts, SourceOrder } from '../model/desk.ts'
import type { FeedId } from '../model/ids.ts'
import { parseSpec } from '../spec/document.ts'
import { ElectionSections } from '../spec/election-sections.ts'
import { sectionsOf } from '../spec/sections-of.ts'
import type { Compiling } from './compiling.ts'
import { alertWindowsOf } from './desk-alerts.ts'
import { crosswalksOf } from './desk-crosswalk.ts'
import { rulesOf } from './desk-quality.ts'
import type { DeskRule } from './desk-rule.ts'
import { sourcesOf } from './desk-sources.ts'
import { baselinesOf, expectedOf } from './desk-tables.ts'
import { compileElection } from './election.ts'

/** What is true of an election beyond one feed: how sources are reconciled, judged and told of. No plan of a feed contains it. */
export interface Desk extends DeskFacts {
  readonly sources: readonly SourceOrder[]
  readonly crosswalks: Readonly<Record<FeedId, Crosswalk>>
  readonly rules: readonly DeskRule[]
  /** Outside of them alerts are kept and published, and nobody is woken. ISO 8601 instants. */
  readonly alertWindows: readonly { readonly from: string; readonly to: string }[]
  /** Of the first `polls_close`: what people mean by a time of the night. Undefined: nobody knows. */
  readonly timezone?: string
}

/** The desk of an election, from the folder `elections` of a root. Undefined: there is no such file, or it has problems, which were reported. */
export function compileDesk(root: string, id: string, compiling: Compiling): Desk | undefined {
  const file = `${root}/elections/${id}.yaml`
  const text = compiling.files.read(file)
  if (typeof text !== 'string') return undefined
  const election = compileElection(root, id, { file, line: 1, column: 1 }, compiling)
  const document = parseSpec(file, text)
  // What does not fit its schema was reported by the election.
  const part = { document, sections: sectionsOf(document, ElectionSections, () => undefined), compiling }
  const desk = {
    sources: sourcesOf(part, election),
    crosswalks: crosswalksOf(part, election),
    rules: rulesOf(part, election),
    expectedVotes: expectedOf(part, election),
    baselines: baselinesOf(part, election),
    alertWindows: alertWindowsOf(part, election),
  }
  const timezone = part.sections.polls_close?.[0]?.timezone
  if (election === undefined) return undefined
  return { election, ...desk, ...(timezone === undefined ? {} : { timezone }) }
}

/** Of an election that has no file: whatever holds of any. */
export const plainDesk = (id: string): Desk => ({
  election: {
    id,
    title: id,
    date: '',
    pollsClose: [],
    testWindows: [],
    stages: [],
    contests: [],
    registration: {},
  },
  sources: [],
  crosswalks: {},
  rules: [],
  expectedVotes: [],
  baselines: [],
  alertWindows: [],
})
