import type { AnyComponent } from '../../engine/component.ts'
import { type FeedId, resultKey } from '../../engine/model/ids.ts'
import type { Contest, Reporting, ResultRecord, Votes } from '../../engine/model/result.ts'
import { plainDesk } from '../../engine/plan/desk.ts'
import type { QualityRule, Question, Said } from '../../engine/quality/rule.ts'

export const feed = 'us-zz-state' as FeedId
export const state = 'ocd-division/country:us/state:zz'
export const harbor = `${state}/county:harbor`

type Figures = Readonly<Record<string, number | Votes>>
interface More {
  readonly unit?: string
  readonly contest?: Partial<Contest>
  readonly reporting?: Reporting
  readonly ballots?: ResultRecord['ballots']
  readonly parties?: Readonly<Record<string, string>>
  readonly feed?: FeedId
  readonly computed?: boolean
  readonly revision?: number
}

/** What a feed says: votes by the names of selections. */
export function said(votes: Figures, more: More = {}): Said {
  const { unit = harbor, reporting, ballots, parties = {} } = more
  const contest: Contest = {
    id: 'zz/president',
    name: 'US PRESIDENT',
    type: 'candidate',
    votesAllowed: 1,
    ...more.contest,
  }
  const [type = 'other', name = ''] = unit.split('/').at(-1)?.split(':') ?? []
  return {
    feed: more.feed ?? feed,
    key: resultKey(contest.id, unit),
    revision: more.revision ?? 1,
    capturedAt: '2024-11-06T01:00:00Z',
    computed: more.computed ?? false,
    record: {
      election: 'us-2024-11-05-general',
      contest,
      unit: { id: unit, type, name },
      ...(reporting === undefined ? {} : { reporting }),
      ...(ballots === undefined ? {} : { ballots }),
      selections: Object.entries(votes).map(([selection, own]) => ({
        id: selection.toLowerCase(),
        name: selection,
        writeIn: false,
        votes: typeof own === 'number' ? { total: own } : own,
        ...(parties[selection] === undefined ? {} : { party: parties[selection] }),
      })),
    },
  }
}

export const complete: Reporting = { unitsReporting: 40, unitsTotal: 40 }

const { election } = plainDesk('us-2024-11-05-general')

/** A question about figures, with whatever a test gives. */
export const question = (about: Said, more: Partial<Question> = {}): Question => ({
  election,
  expectedVotes: [],
  baselines: [],
  before: [],
  others: [],
  siblings: [],
  within: [],
  beside: [],
  around: [],
  said: about,
  ...more,
})

/** The election with voters by unit. */
export const withRegistration = (registration: Readonly<Record<string, number>>): Partial<Question> => ({
  election: { ...election, registration },
})

const nowhere = { position: () => undefined, report: () => undefined }
/** A rule with its options, as quality.yaml has them. */
export const ruleOf = (component: AnyComponent<QualityRule>, options: object = {}): QualityRule =>
  component.create(options, nowhere)

/** What it finds, in words. */
export const wordsOf = (rule: QualityRule, asked: Question): readonly string[] =>
  rule.judge(asked).map(({ words }) => words)
