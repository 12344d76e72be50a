import type { FeedError } from '../errors/feed-error.ts'
import type { Hold } from '../model/hold.ts'
import type { Plan } from '../plan/plan.ts'
import type { PollOutcome } from '../poll/ports.ts'
import type { Output, Style } from './output.ts'
import { counted, oneLine } from './words.ts'

/** So many holds of one poll are said one by one. */
const mostHolds = 3

export interface PollSaid {
  readonly feed: string
  readonly at: string
  readonly outcome: PollOutcome['kind']
  readonly revision?: number
  readonly changes?: number
  readonly holds?: readonly {
    readonly hold: string
    readonly code: string
    readonly reason: string
    readonly places?: readonly string[]
    readonly hint?: string
  }[]
  readonly problem?: {
    readonly code: string
    readonly message: string
    readonly hint: string
    readonly place?: string
  }
  readonly why?: string
  /** When who has the feed now must have let go of it. */
  readonly until?: string
  /** What the same poll had published before: a released capture. */
  readonly before?: PollSaid
}

/** An outcome as data, for machines. */
export function pollData(plan: Plan, outcome: PollOutcome, at: string): PollSaid {
  const before = outcome.before === undefined ? {} : { before: pollData(plan, outcome.before, at) }
  const said = { feed: plan.feed, at, outcome: outcome.kind, ...before }
  switch (outcome.kind) {
    case 'published':
      return {
        ...said,
        revision: outcome.revision,
        changes: outcome.changes,
        holds: outcome.holds.map(holdData),
      }
    case 'judged':
      return { ...said, holds: outcome.holds.map(holdData) }
    case 'failed': {
      const { code, message, hint, place } = outcome.error
      return { ...said, problem: { code, message, hint, ...(place === undefined ? {} : { place }) } }
    }
    case 'skipped':
      return { ...said, why: outcome.why, ...(outcome.until === undefined ? {} : { until: outcome.until }) }
    case 'lost':
      return { ...said, why: `before ${outcome.step}` }
    case 'unchanged':
      break
  }
  return said
}

const holdData = ({ id, code, reason, places, hint }: Hold) => ({
  hold: id,
  code,
  reason,
  ...(places.length === 0 ? {} : { places }),
  ...(hint === undefined ? {} : { hint }),
})

/** What a poll came to, in a line; and a line per hold that is new to the reader, and per hint. */
export function pollLines(
  plan: Plan,
  outcome: PollOutcome,
  at: string,
  isNew: (hold: Hold) => boolean,
  { style }: Pick<Output, 'style'>,
): readonly string[] {
  const [word, look, rest] = inWords(outcome)
  const first = `${at.slice(11, 19)}Z  ${plan.feed}  ${style(look, word)}${rest === '' ? '' : `  ${rest}`}`
  const before = outcome.before === undefined ? [] : pollLines(plan, outcome.before, at, isNew, { style })
  return [...before, first, ...below(outcome, isNew).map((line) => `           ${line}`)]
}

/** Why a feed was not polled. A poll that was killed can not give its lease back. */
export function skippedText({ why, until }: Extract<PollOutcome, { readonly kind: 'skipped' }>): string {
  if (why === 'newer-build') return 'a newer deployment polls this feed'
  const end = until === undefined ? '' : ` until ${until} at the latest; one that died keeps it until then`
  return `another poll has this feed${end}`
}

function inWords(outcome: PollOutcome): readonly [string, Style, string] {
  switch (outcome.kind) {
    case 'published': {
      const { changes, revision, holds } = outcome
      const held = holds.length === 0 ? '' : `; ${counted(holds.length, 'hold')}, the rest went on`
      return ['published', 'green', `${counted(changes, 'change')}, revision ${revision}${held}`]
    }
    case 'judged':
      if (outcome.holds.length === 0) return ['unchanged', 'dim', 'a new capture that says the same']
      return ['held', 'yellow', `nothing published; ${counted(outcome.holds.length, 'hold')}`]
    case 'unchanged':
      break
    case 'failed':
      return ['failed', 'red', failedText(outcome.error)]
    case 'skipped':
      return ['skipped', 'yellow', skippedText(outcome)]
    case 'lost':
      return ['lost', 'yellow', `somebody stepped in before ${outcome.step}; the next poll goes on`]
  }
  return ['unchanged', 'dim', '']
}

function below(outcome: PollOutcome, isNew: (hold: Hold) => boolean): readonly string[] {
  if (outcome.kind === 'failed') return [outcome.error.hint]
  if (outcome.kind !== 'published' && outcome.kind !== 'judged') return []
  const fresh = outcome.holds.filter(isNew)
  const shown = fresh.slice(0, mostHolds).flatMap(holdLines)
  return fresh.length > mostHolds ? [...shown, `… and ${fresh.length - mostHolds} more: feed holds`] : shown
}

function failedText({ place, code, message }: FeedError): string {
  return place === undefined ? `${code} ${message}` : `${code} ${message} (at ${oneLine(place)})`
}

/** A whole capture is held for what stands at one place; of results those places are many, and `feed holds` has them. */
function holdLines({ id, code, reason, by, group, results, places, hint }: Hold): readonly string[] {
  const said = `${id} ${code} ${by === undefined ? '' : `${oneLine(by)}: `}${oneLine(reason)}`
  if (group !== '*' || results > 0) return [said]
  const at = places.length === 0 ? [] : [`  at ${places.map(oneLine).join(', ')}`]
  return [said, ...at, ...(hint === undefined ? [] : [`  ${oneLine(hint)}`])]
}
