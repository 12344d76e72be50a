import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { embeddedHomes } from '../../../engine/entry/embedded-homes.ts'
import { pollFeed } from '../../../engine/entry/poll-feed.ts'
import type { Plan } from '../../../engine/plan/plan.ts'
import type { PollOutcome } from '../../../engine/poll/ports.ts'
import { largePlan } from '../poll/large-feed.ts'

/**
 * Polls the large file of a server in every way there is, over homes of this machine, and says what each took:
 * `node poll-large.ts URL`. One line of JSON for each poll.
 */
const [url = ''] = process.argv.slice(2)
const { signal } = new AbortController()
const data = mkdtempSync(join(tmpdir(), 'canvass-bench-'))
const homes = embeddedHomes({ data, environment: {} })
const plan = largePlan(`${url}/precincts.txt.gz`)

try {
  await polled('first', plan, 'published')
  await polled('not modified', plan, 'unchanged')
  await next('same')
  await polled('same bytes', plan, 'unchanged')
  // A poll of this kind that is not counted: the others find compiled what it was the first to need.
  await next('scattered')
  await measured('warming up', plan, 'published')
  await next('scattered')
  await polled('1 % scattered', plan, 'published')
  await next('clustered')
  await polled('1 % clustered', plan, 'published')
  await next('scattered')
  // Rows are remembered with the plan that they were read by.
  await polled('1 % scattered, nothing remembered', largePlan(`${url}/precincts.txt.gz`), 'published')
  await polled('in full', largePlan(`${url}/precincts.txt.gz`, 'Another deployment'), 'judged')
} finally {
  await homes[Symbol.asyncDispose]()
  rmSync(data, { recursive: true })
}

async function next(what: string): Promise<void> {
  const { ok } = await fetch(`${url}/next/${what}`, { method: 'POST' })
  if (!ok) throw new Error(`the server has no next version: ${what}`)
}

async function polled(name: string, of: Plan, wanted: PollOutcome['kind']): Promise<void> {
  console.log(JSON.stringify({ name, ...(await measured(name, of, wanted)) }))
}

async function measured(name: string, of: Plan, wanted: PollOutcome['kind']) {
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
