import type { ExportFormat } from '../format.ts'
import { nistContest } from './contest.ts'
import { electionReport } from './document.ts'
import { newFacts } from './facts.ts'
import { type Hole, isHole, type NistObject } from './tree.ts'

/** How a tree is spelt. */
export interface Spelling {
  /** Holes are left to the caller. */
  readonly document: (root: NistObject) => Iterable<string | Hole>
  /** One object of a list, as it stands in a hole; the member is the list's. */
  readonly item: (member: string, object: NistObject) => Iterable<string>
  /** Between two items in a hole. */
  readonly between: string
}

/** A report by NIST SP 1500-100 in one of its spellings: of one contest, or of an election, contest by contest. */
export function nistReport(
  about: Pick<ExportFormat, 'name' | 'summary' | 'extension' | 'mediaType'>,
  { document, item, between }: Spelling,
): ExportFormat {
  const texts = (member: string, object: NistObject): string => [...item(member, object)].join('')
  return {
    ...about,
    *ofContest(results) {
      const facts = newFacts()
      const contest = nistContest(results)
      facts.add(results, contest)
      const contests = contest.contest === undefined ? [] : [contest.contest]
      const candidates = [...contest.candidates()]
      for (const piece of document(electionReport(results.election, facts, candidates, contests)))
        if (!isHole(piece)) yield piece
    },
    async *ofElection(election, all, aside) {
      const facts = newFacts()
      const candidates: string[] = []
      async function* contestTexts(): AsyncIterable<string> {
        let isFirst = true
        for await (const results of all) {
          const contest = nistContest(results)
          facts.add(results, contest)
          for (const one of contest.candidates()) candidates.push(texts('Candidate', one))
          if (contest.contest === undefined) continue
          if (!isFirst) yield between
          isFirst = false
          yield* item('Contest', contest.contest)
        }
      }
      const contests = await aside(contestTexts())
      const root = electionReport(election, facts, { hole: 'candidates' }, { hole: 'contests' })
      for (const piece of document(root)) {
        if (!isHole(piece)) yield piece
        else if (piece.hole === 'contests') yield* contests()
        else yield* joined(candidates, between)
      }
    },
  }
}

function* joined(texts: readonly string[], between: string): Iterable<string> {
  for (const [at, text] of texts.entries()) yield at === 0 ? text : `${between}${text}`
}
