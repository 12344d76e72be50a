import { FeedError } from '../errors/feed-error.ts'
import { type Route, routes } from '../process/routes.ts'
import { currentElections } from '../register/current-entries.ts'
import { momentText } from '../time/clock.ts'
import type { Homes } from './every-port.ts'

/** What was published this short a while ago consumers may still be at work on. */
const processingMilliseconds = 60_000

/** Messages that a group has not processed. */
export interface Unprocessed {
  readonly group: string
  readonly topic: string
  readonly messages: number
  /** When the oldest of them was published, ISO 8601. Null: the log does not say. */
  readonly since: string | null
  /** Consumers that run may be at work on it, as far as is known. */
  readonly isRecent: boolean
}

/** What waits of all groups, and what keeps it, as far as that can be known without processing it. */
export interface Backlog {
  readonly waiting: readonly Unprocessed[]
  /** What is wrong with the files that it is processed with. */
  readonly trouble: readonly FeedError[]
  /** Why the log did not say what waits. */
  readonly unasked: FeedError | undefined
}
type AskedHomes = Pick<Homes, 'reader' | 'webhook' | 'desk' | 'register'>

/** Of who looks at one feed, or at the past. */
export const notAsked: Backlog = { waiting: [], trouble: [], unasked: undefined }

/** Joins no group, and changes nothing. The files of `elections` are looked at, and of those of which something stands. */
export async function backlog(
  homes: AskedHomes,
  elections: Iterable<string>,
  now: Date,
  signal: AbortSignal,
): Promise<Backlog> {
  try {
    const asked = routes.filter((route) => isWorkFor(route, homes))
    const all = await Promise.all(asked.map((route) => waitingFor(route, homes, now, signal)))
    const waiting = all.flat()
    const trouble = waiting.length === 0 ? [] : await deskProblems(homes, elections, signal)
    return { waiting, trouble, unasked: undefined }
  } catch (error) {
    if (error instanceof FeedError) return { ...notAsked, unasked: error }
    throw error
  }
}

/** What a person must hear of: not what consumers are probably at work on. */
export const stuckIn = ({ waiting, trouble }: Backlog): readonly Unprocessed[] =>
  waiting.filter(({ isRecent }) => !isRecent || trouble.length > 0)

/** What a person may want to hear of: where the log does not say since when it waits, too. */
export const toldOf = (left: Backlog): readonly Unprocessed[] => {
  const stuck = stuckIn(left)
  return left.waiting.filter((one) => one.since === null || stuck.includes(one))
}

async function waitingFor(
  { group, topic }: Route,
  homes: AskedHomes,
  now: Date,
  signal: AbortSignal,
): Promise<readonly Unprocessed[]> {
  await using reader = homes.reader(group)
  const places = await reader.progress([topic], signal)
  const messages = places.reduce((sum, { settled, end }) => sum + Math.max(0, end - settled), 0)
  if (messages === 0) return []
  const times = places.flatMap(({ since }) => (since === undefined ? [] : [since]))
  const oldest = times.length === 0 ? undefined : Math.min(...times)
  const since = oldest === undefined ? null : momentText(oldest)
  const isRecent = oldest === undefined || now.getTime() - oldest < processingMilliseconds
  return [{ group, topic, messages, since, isRecent }]
}

/** Where nobody is told by a webhook, nothing waits for it. */
const isWorkFor = ({ processors }: Route, { webhook }: Pick<Homes, 'webhook'>): boolean =>
  webhook !== undefined || !processors.includes('tell')

async function deskProblems(
  { desk, register }: Pick<Homes, 'desk' | 'register'>,
  elections: Iterable<string>,
  signal: AbortSignal,
): Promise<readonly FeedError[]> {
  const all = new Set([...elections, ...(await Array.fromAsync(currentElections(register, signal)))])
  return [...all].flatMap((election) => problemsOf(() => desk(election)))
}

function problemsOf(compile: () => unknown): readonly FeedError[] {
  try {
    compile()
    return []
  } catch (error) {
    const all: readonly unknown[] = error instanceof AggregateError ? error.errors : [error]
    const coded = all.filter((one) => one instanceof FeedError)
    if (coded.length < all.length) throw error
    return coded
  }
}
