import type { Desk } from '../../plan/desk.ts'
import type { DeskRule } from '../../plan/desk-rule.ts'
import type { Question, Said } from '../../quality/rule.ts'
import type { AlertEntry } from '../../register/alert-entries.ts'
import { momentOf } from '../../time/moment.ts'
import type { Found } from '../follow-alerts.ts'
import type { Asked } from './asked.ts'
import { concerns } from './fits.ts'
import type { Reading } from './reading.ts'

const none: readonly Said[] = []

/** Everything that the rules of the election find in what a feed says of a key. `known`: the alerts there are about it. */
export async function judge(
  asked: Asked,
  said: Said,
  known: readonly AlertEntry[],
  desk: Desk,
  reading: Reading,
): Promise<readonly Found[]> {
  const rules = desk.rules.filter((rule) => concerns(rule, said))
  const found = await Promise.all(
    rules.map(async (rule) => {
      const { name, severity, because } = rule
      const question = await questionOf(rule, asked, said, known, desk, reading)
      return rule.rule.judge(question).map((told) => ({
        ...told,
        rule: name,
        severity,
        feed: said.feed,
        since: said.capturedAt,
        ...(because === undefined ? {} : { because }),
      }))
    }),
  )
  return found.flat()
}

async function questionOf(
  rule: DeskRule,
  asked: Asked,
  said: Said,
  known: readonly AlertEntry[],
  { election, expectedVotes, baselines }: Desk,
  reading: Reading,
): Promise<Question> {
  const { before, others, siblings, within, beside, around } = rule.rule.needs
  const isKept = before !== undefined && !said.computed
  return {
    election,
    expectedVotes,
    baselines,
    said,
    before: isKept ? await reading.before(asked, doubtedSince(rule, said, known), before) : none,
    others: others ? await reading.others(asked) : none,
    siblings: siblings ? await reading.siblings(asked) : none,
    within: within ? await reading.within(asked) : none,
    beside: beside ? await reading.beside(asked) : none,
    around: around ? await reading.around(asked, rule) : none,
  }
}

/** While a rule holds figures back and nobody released them, they are compared with what was said before it did. */
function doubtedSince({ name, severity }: DeskRule, said: Said, known: readonly AlertEntry[]): string {
  const holding = known.filter(
    ({ alert }) =>
      alert.rule === name &&
      severity === 'hold' &&
      alert.state === 'open' &&
      alert.released === undefined &&
      momentOf(alert.since) < momentOf(said.capturedAt),
  )
  const since = holding.map(({ alert }) => alert.since)
  return since.toSorted((one, other) => momentOf(one) - momentOf(other))[0] ?? said.capturedAt
}
