import { type Message, topics } from '../../../engine/model/envelope.ts'
import { type Dice, diceOf } from '../dice.ts'
import { contests, type Reporter, reporters, theirs } from './election.ts'
import { type Count, envelopeOf, garbage, holdOf, messageOf, minute, type Saying, statusOf } from './said.ts'

/** What a night is mostly about: the rows of the report. */
export const nightThemes = [
  'consumers that are killed',
  'partitions that move between consumers',
  'answers of stores that are lost',
  'stores that throttle',
  'poison in a batch',
  'late, twice and out of order',
  'everything at once, behind the log',
] as const
export type NightTheme = (typeof nightThemes)[number]

/** What is published in one call. */
export interface Publication {
  readonly topic: string
  readonly messages: readonly Message[]
}

/** What befalls a call of a port; so many calls in a row. */
export interface Strike {
  /** After so many calls that went well. */
  readonly after: number
  readonly kind: 'killed' | 'killed after' | 'answer lost' | 'throttled' | 'moved' | 'asleep'
  readonly calls: number
  /** The next call of this name; any, if not said. */
  readonly on?: string
}
/** What a rule is broken by, if it comes at the wrong moment. */
const writes = [
  'results.derive',
  'register.put',
  'register.put',
  'register.tell',
  'log.publish',
  'log.settle',
]

/** What is published in one night, and what befalls those who consume it. All of it is drawn from the seed. */
export interface Night {
  readonly seed: number
  readonly theme: NightTheme
  /** Everything that was said, whether or not it is poison at first. */
  readonly sayings: readonly Saying[]
  readonly publications: readonly Publication[]
  readonly strikes: readonly Strike[]
  /** Ids of changes at which a processor fails until it is mended. */
  readonly poison: ReadonlySet<string>
}

const kindsOf: Readonly<Record<NightTheme, readonly Strike['kind'][]>> = {
  'consumers that are killed': ['killed', 'killed after'],
  'partitions that move between consumers': ['moved', 'asleep', 'moved', 'killed'],
  'answers of stores that are lost': ['answer lost'],
  'stores that throttle': ['throttled'],
  'poison in a batch': ['killed', 'throttled'],
  'late, twice and out of order': ['asleep', 'moved'],
  'everything at once, behind the log': [
    'killed',
    'killed after',
    'answer lost',
    'throttled',
    'moved',
    'asleep',
  ],
}

export function makeNight(seed: number, theme: string): Night {
  const found = nightThemes.find((one) => one === theme)
  if (found === undefined) throw new RangeError(`there is no theme "${theme}"`)
  const dice = diceOf(seed * nightThemes.length + nightThemes.indexOf(found))
  const isAll = found.startsWith('everything')
  const poisons = found.startsWith('poison') ? 3 : isAll ? dice.below(2) : 0
  const isLate = found.startsWith('late') || isAll
  const sayings = sayingsOf(dice, isLate ? 0.3 : 0.15)
  return {
    seed,
    theme: found,
    sayings,
    publications: withGarbage(dice, publicationsOf(dice, sayings, isLate ? 0.5 : 0.1), poisons),
    strikes: Array.from({ length: 3 + dice.below(6) }, () => ({
      after: dice.below(60),
      kind: dice.one(kindsOf[found]),
      calls: 1 + dice.below(4),
      ...(dice.chance(0.6) ? { on: dice.one(writes) } : {}),
    })),
    poison: poisonOf(dice, sayings, poisons),
  }
}

/** Counts go up, fall a little or to what they were, are withdrawn and come again. */
function sayingsOf(dice: Dice, withdrawn: number): readonly Saying[] {
  const sayings: Saying[] = []
  const held = new Map<string, { readonly revision: number; readonly votes: Count }>()
  const revisions = new Map<Reporter, number>()
  const polls = 8 + dice.below(12)
  for (let poll = 0; poll < polls; poll++) {
    const reporter = dice.one(reporters)
    const revision = (revisions.get(reporter) ?? 0) + 1
    revisions.set(reporter, revision)
    const spoken = new Set<string>()
    for (let nth = 1 + dice.below(4); nth > 0; nth--) {
      const contest = theirs(reporter, 'contests', contests[dice.chance(0.75) ? 0 : 1])
      const unit = dice.one(reporter.units)
      const key = `${reporter.feed} ${contest} ${unit}`
      if (spoken.has(key)) continue
      spoken.add(key)
      const before = held.get(key)
      const votes = next(dice, before?.votes, withdrawn)
      sayings.push({ reporter, contest, unit, revision, previous: before?.revision ?? null, votes })
      held.set(key, { revision, votes })
    }
  }
  return sayings
}

function next(dice: Dice, before: Count | undefined, withdrawn: number): Count {
  if (before === undefined || before === null) return [dice.below(400), dice.below(400)]
  if (dice.chance(withdrawn)) return null
  const [jones, smith] = before
  return [Math.max(0, jones + dice.below(60) - 10), smith + dice.below(50)]
}

/** Each poll's changes, then its status. Some of it comes again, and some only after what follows it. */
function publicationsOf(dice: Dice, sayings: readonly Saying[], share: number): readonly Publication[] {
  const polls = Map.groupBy(sayings, ({ reporter, revision }) => `${reporter.feed}/${revision}`)
  const publications = [...polls.values()].flatMap((poll, at): Publication[] => {
    const [first] = poll
    if (first === undefined) return []
    const holds = dice.chance(0.25) ? [holdOf(dice.one(first.reporter.units), minute(at))] : []
    const said = statusOf(first.reporter, first.revision, { saidAt: minute(at), holds })
    return [
      { topic: topics.changes, messages: poll.map((saying) => messageOf(envelopeOf(saying))) },
      { topic: topics.status, messages: [said] },
    ]
  })
  const laterThan = (at: number): number => at + 1 + dice.below(publications.length - at)
  for (const { messages } of publications.filter(({ topic }) => topic === topics.changes)) {
    const isMoved = dice.chance(share)
    const isRepeated = dice.chance(share)
    if (!isMoved && !isRepeated) continue
    const message = dice.one(messages)
    const from = publications.findIndex((one) => one.messages.includes(message))
    const to = laterThan(from)
    publications.splice(to, 0, { topic: topics.changes, messages: [message] })
    const { topic, messages: all } = publications[from] ?? { topic: topics.changes, messages: [] }
    if (isMoved) publications[from] = { topic, messages: all.filter((one) => one !== message) }
  }
  // What was withdrawn is heard of again, after that.
  for (const { votes, previous, ...saying } of sayings) {
    if (votes !== null || previous === null || !dice.chance(share)) continue
    const [gone, before] = [saying.revision, previous].map((revision) =>
      publications.findLastIndex(({ messages }) =>
        messages.some(
          ({ id }) => id === `${saying.reporter.feed}/${revision}/${saying.contest}|${saying.unit}`,
        ),
      ),
    )
    const late = publications[before ?? -1]
    if (gone !== undefined && late !== undefined) publications.splice(laterThan(gone), 0, late)
  }
  return publications.filter(({ messages }) => messages.length > 0)
}

const poisonOf = (dice: Dice, sayings: readonly Saying[], most: number): ReadonlySet<string> =>
  new Set(Array.from({ length: most }, () => envelopeOf(dice.one(sayings)).id))

/** In the middle of a batch, under the key of what came before it. */
function withGarbage(dice: Dice, publications: readonly Publication[], most: number): readonly Publication[] {
  const all = [...publications]
  for (let nth = dice.below(most + 1); nth > 0; nth--) {
    const at = dice.below(all.length)
    const { topic, messages } = all[at] ?? { topic: topics.changes, messages: [] }
    const { key = '' } = messages[0] ?? {}
    all[at] = { topic, messages: messages.toSpliced(1, 0, garbage(`${nth}`, key)) }
  }
  return all
}
