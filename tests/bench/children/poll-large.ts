import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { embeddedHomes } from '../../../engine/entry/embedded-homes.ts'
import { pollFeed } from '../../../engine/entry/poll-feed.ts'
import type { Plan } from '../../../engine/plan/plan.ts'
import type { PollOutcome } from '../../../engine/poll/ports.ts'
import { largePlan } from '../poll/large-feed.ts'
import type { FewChanged } from '../poll/large-server.ts'
import type { MeasuredPoll } from '../poll/measured-polls.ts'

/**
 * Polls the large file of a server in every way there is, over homes of this machine, and says what each took:
 * `node poll-large.ts URL`. One line of JSON for each poll.
 */
const [url = ''] = process.argv.slice(2)
type Measured = Omit<MeasuredPoll, 'name'>

/** Polls of one kind by which the code of a new process comes to be compiled: of some of them the middle one is said apart. */
const warmRounds = 10
const firstRounds = 5
/** Those behind them, as a process polls for the rest of the night. The middle one is said. */
const countedRounds = 9
const restMilliseconds = 250
const kinds: readonly FewChanged[] = ['scattered', 'clustered', 'in precincts']
/** Polls in which every row is read anew. */
const fullRounds = 5

const { signal } = new AbortController()
const data = mkdtempSync(join(tmpdir(), 'canvass-bench-'))
const homes = embeddedHomes({ data, environment: {} })
const plan = largePlan(`${url}/precincts.txt.gz`)
/** Another plan of the same feed: a deployment later. */
const deployed = (later: number): Plan =>
  largePlan(`${url}/precincts.txt.gz`, `Precincts, deployment ${later}`)

try {
  await polled('first', plan, 'published')
  await polled('not modified', plan, 'unchanged')
  await next('same')
  await polled('same bytes', plan, 'unchanged')
  const few: Record<FewChanged, Measured[]> = { scattered: [], clustered: [], 'in precincts': [] }
  /** Those that wrote the whole state anew. */
  const anew: Measured[] = []
  for (let round = 0; round < warmRounds + countedRounds; round++)
    for (const kind of kinds) {
      // oxlint-disable-next-line no-await-in-loop -- none beside another
      await next(kind)
      // oxlint-disable-next-line no-await-in-loop -- none beside another
      const poll = await measured(`1 % ${kind}`, plan, 'published')
      // oxlint-disable-next-line no-await-in-loop -- none beside another
      const head = await homes.state.peek(plan.feed, signal)
      few[kind].push(poll)
      if (head?.items.deltas.length === 0) anew.push(poll)
    }
  for (const kind of kinds) {
    say(`1 % ${kind}, the first ones`, middle(few[kind].slice(0, firstRounds)))
    say(`1 % ${kind}`, middle(few[kind].slice(-countedRounds)))
  }
  if (anew.length > 0) say('1 %, and the state written anew', middle(anew))
  // Rows are remembered with the plan that they were read by. In the first of these polls the process collects what all
  // polls before have left, and it is told apart.
  await next('scattered')
  await polled('1 % scattered, nothing remembered', deployed(0), 'published')
  const full = { published: [], judged: [] } as Record<'published' | 'judged', Measured[]>
  for (let round = 1; round <= fullRounds; round++) {
    // oxlint-disable-next-line no-await-in-loop -- none beside another
    await next('scattered')
    // oxlint-disable-next-line no-await-in-loop -- none beside another
    for (const kind of ['published', 'judged'] as const)
      full[kind].push(await measured('in full', deployed(2 * round + Number(kind === 'judged')), kind))
  }
  say('in full', middle(full.judged))
  say('in full, 1 % scattered', middle(full.published))
} finally {
  await homes[Symbol.asyncDispose]()
  rmSync(data, { recursive: true })
}

/** Asks for the next version, and lets the source come to rest: what it made that of would be collected while it answers. */
async function next(what: string): Promise<void> {
  const { ok } = await fetch(`${url}/next/${what}`, { method: 'POST' })
  if (!ok) throw new Error(`the server has no next version: ${what}`)
  await setTimeout(restMilliseconds)
}

async function polled(name: string, of: Plan, wanted: PollOutcome['kind']): Promise<void> {
  say(name, await measured(name, of, wanted))
}

function say(name: string, poll: Measured): void {
  console.log(JSON.stringify({ name, ...poll }))
}

/** The poll that took neither most nor least. */
function middle(polls: readonly Measured[]): Measured {
  const [found] = polls.toSorted((one, other) => one.wall - other.wall).slice(Math.floor(polls.length / 2))
  if (found === undefined) throw new Error('no poll was counted')
  return found
}

async function measured(name: string, of: Plan, wanted: PollOutcome['kind']): Promise<Measured> {
  const began = performance.now()
  const before = process.cpuUsage()
  const outcome = await pollFeed(of, homes, { build: 1 }, signal)
  const wall = performance.now() - began
  const { user, system } = process.cpuUsage(before)
  if (outcome.kind !== wanted)
    throw new Error(`${name}: not ${wanted} but ${JSON.stringify(outcome)}`, { cause: outcome })
  const changes = outcome.kind === 'published' ? outcome.changes : 0
  const rss = process.resourceUsage().maxRSS / 1_024
  return { changes, wall, cpu: (user + system) / 1_000, rss }
}
