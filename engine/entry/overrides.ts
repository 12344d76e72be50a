import { createHash } from 'node:crypto'
import { feedError } from '../errors/feed-error.ts'
import { near } from '../flow/near.ts'
import type { Override } from '../model/current.ts'
import { contestAndUnit } from '../model/ids.ts'
import { electionIds } from '../process/election-ids.ts'
import { currentElections } from '../register/current-entries.ts'
import {
  isInForce,
  type OverrideEntry,
  overrideEntries,
  overrideEntry,
  overrideInForce,
  writeOverride,
} from '../register/override-entries.ts'
import type { Register } from '../register/register.ts'
import { momentOf } from '../time/moment.ts'
import { currentResults, type LiveCurrent, resultText } from './current-results.ts'
import type { Homes } from './homes.ts'
import { nearId } from './near-id.ts'
import type { Said } from './orders.ts'
import { shownCurrent } from './shown-current.ts'

/** No figure is set by hand for longer: what a source does not say by then is no matter of a night. Days. */
export const longestDays = 7

/** Votes by selection, as a person sets them. */
export type VotesSet = Readonly<Record<string, number>>

/**
 * The current result that a person means by CONTEST/UNIT: whole ids, or the end of the unit's after a slash or a colon
 * where only one is so. One that is held back and has no figures that stand has no selections. CLI_CURRENT_UNKNOWN.
 */
export async function resultMeant(
  word: string,
  register: Register,
  signal: AbortSignal,
): Promise<LiveCurrent> {
  const contests = new Set<string>()
  const ofContest: string[] = []
  const fitting: LiveCurrent[] = []
  const units: string[] = []
  for await (const one of currentResults(register, {}, signal)) {
    const { contest, unit } = contestAndUnit(one.key)
    contests.add(contest)
    const [shown] = shownCurrent(one)
    if (shown !== undefined && word.replace(/\/$/, '') === contest) ofContest.push(resultText(one))
    if (!word.startsWith(`${contest}/`) || shown === undefined) continue
    const rest = word.slice(contest.length + 1)
    if (rest === unit) return shown
    units.push(resultText(one))
    if (unit.endsWith(`/${rest}`) || unit.endsWith(`:${rest}`)) fitting.push(shown)
  }
  const [only, ...others] = fitting
  if (only !== undefined && others.length === 0) return only
  if (ofContest.length > 0)
    throw feedError('CLI_CURRENT_UNKNOWN', { what: 'whole', word, near: undefined, known: ofContest })
  if (units.length === 0)
    throw feedError('CLI_CURRENT_UNKNOWN', { what: 'contest', word, ...guess(word, [...contests]) })
  const known = only === undefined ? units : fitting.map(resultText)
  throw feedError('CLI_CURRENT_UNKNOWN', { what: 'unit', word, ...guess(word, known) })
}

function guess(word: string, known: readonly string[]) {
  return { near: nearId(word, known), known }
}

/**
 * Ids of the selections that may be set: those that stand, or of what is held back and has no figures those that its feed
 * reports. CLI_USAGE where only units within have any.
 */
export async function selectionsOf(
  { election, key, source, record }: LiveCurrent,
  { results, desk }: Pick<Homes, 'results' | 'desk'>,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (record.selections.length > 0) return record.selections.map(({ id }) => id)
  if (source.kind === 'feed') {
    const ids = electionIds(desk(election).crosswalks[source.feed])
    const held = await results.get(source.feed, ids.theirs(key), signal)
    if (held?.record) return ids.record(held.record).selections.map(({ id }) => id)
  }
  throw feedError('CLI_USAGE', {
    problem: `no figures of ${record.unit.name} stand, nor is it known which there are`,
    advice: 'Set those of the units within, or release what holds them: feed alerts.',
  })
}

/**
 * SELECTION=VOTES, as typed. CLI_USAGE for what is none, and where nothing stands beside it and some is left out;
 * CLI_CURRENT_UNKNOWN for a selection that is not `known`.
 */
export function votesMeant(
  words: readonly string[],
  result: LiveCurrent,
  known: readonly string[],
): VotesSet {
  const votes: Record<string, number> = {}
  for (const word of words) {
    const [, id = '', text = ''] = /^(.+)=(\d+|\d{1,3}(?:[,_]\d{3})+)$/.exec(word) ?? []
    const count = Number(text.replaceAll(/[,_]/g, ''))
    if (id === '' || !Number.isSafeInteger(count))
      throw feedError('CLI_USAGE', {
        problem: `"${word}" is no SELECTION=VOTES`,
        advice: `Write ${known[0] ?? 'smith'}=1234: a whole number from 0.`,
      })
    if (!known.includes(id))
      throw feedError('CLI_CURRENT_UNKNOWN', { what: 'selection', word: id, near: near(id, known), known })
    if (Object.hasOwn(votes, id))
      throw feedError('CLI_USAGE', { problem: `"${id}" is given twice`, advice: 'Give each selection once.' })
    votes[id] = count
  }
  const left = known.filter((id) => !Object.hasOwn(votes, id))
  if (result.record.selections.length === 0 && left.length > 0)
    throw feedError('CLI_USAGE', {
      problem: `no figures of ${result.record.unit.name} stand, and ${left.join(', ')} would have none`,
      advice: `Give all: ${known.map((id) => `${id}=…`).join(' ')}; or let through what is held: feed alerts.`,
    })
  return votes
}

export interface OverrideGiven {
  readonly result: LiveCurrent
  readonly votes: VotesSet
  readonly said: Said
  /** ISO 8601. */
  readonly until: string
  readonly now: string
}

/** What was set, and which older ones of the same result it took the place of. */
export interface OverrideDone {
  readonly override: Override
  readonly replaced: readonly Override[]
}

/**
 * Keeps what a person sets. An older one of the same result that is in force ends, and what it set and this one does not
 * is carried over. After a crash the same call again comes to the same figures. Making it current is `recompute`'s work.
 */
export async function giveOverride(
  { result, votes, said, until, now }: OverrideGiven,
  register: Register,
  signal: AbortSignal,
): Promise<OverrideDone> {
  const { election, key } = result
  const known = await Array.fromAsync(overrideEntries(register, election, key, signal))
  const before = known.filter((one) => isInForce(one.override, now))
  const carried = overrideInForce(
    known.map((one) => one.override),
    now,
  )
  const { who, why } = said
  const all = { ...carried?.votes, ...votes }
  const override: Override = {
    id: idOf([election, key, who, now]),
    election,
    key,
    votes: all,
    who,
    why,
    at: now,
    until,
  }
  // The same person, in the same millisecond: the same override.
  const same = await overrideEntry(register, election, override.id, signal)
  await writeOverride(register, override, same?.guard ?? 0, signal)
  const ended = { who, why: `${override.id} takes its place`, at: now }
  const replaced = before.filter((one) => one.override.id !== override.id)
  for (const one of replaced) await end(one, ended, register, signal)
  return { override, replaced: replaced.map((one) => one.override) }
}

/** Ends one before its time. CLI_OVERRIDE_UNKNOWN; one that has ended already stays as it is, and `ended` says so. */
export async function endOverride(
  id: string,
  { who, why }: Said,
  now: string,
  register: Register,
  signal: AbortSignal,
): Promise<{ readonly override: Override; readonly wasInForce: boolean }> {
  const all = await Array.fromAsync(allOverrides(register, signal))
  const found = all.find(({ override }) => override.id === id)
  if (found === undefined) {
    const known = all.filter(({ override }) => isInForce(override, now)).map(({ override }) => override.id)
    throw feedError('CLI_OVERRIDE_UNKNOWN', { override: id, near: near(id, known), known })
  }
  const wasInForce = isInForce(found.override, now)
  const override = wasInForce ? await end(found, { who, why, at: now }, register, signal) : found.override
  return { override, wasInForce }
}

/** Those of all elections, ended ones included. */
export async function* allOverrides(register: Register, signal: AbortSignal): AsyncIterable<OverrideEntry> {
  for await (const election of currentElections(register, signal))
    yield* overrideEntries(register, election, undefined, signal)
}

/** Refused means that somebody else has ended it meanwhile: theirs stands. */
async function end(
  { override, guard }: OverrideEntry,
  ended: NonNullable<Override['ended']>,
  register: Register,
  signal: AbortSignal,
): Promise<Override> {
  const after = { ...override, ended }
  await writeOverride(register, after, guard, signal)
  return after
}

/** When an override may end. CLI_USAGE. */
export function assertEnd(until: string, now: string): void {
  const days = (momentOf(until) - momentOf(now)) / 86_400_000
  if (days > 0 && days <= longestDays) return
  const problem = days <= 0 ? `${until} has passed` : `${until} is more than ${longestDays} days away`
  throw feedError('CLI_USAGE', {
    problem: `--until: ${problem}`,
    advice: `An override ends by itself, within ${longestDays} days; give it anew when it is needed for longer.`,
  })
}

const idOf = (parts: readonly string[]): string =>
  `o-${createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 8)}`
