import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { consumeTopics } from '../../../engine/entry/consume.ts'
import { embeddedHomes } from '../../../engine/entry/embedded-homes.ts'
import type { Homes } from '../../../engine/entry/homes.ts'
import { giveRelease } from '../../../engine/entry/orders.ts'
import { pollFeed } from '../../../engine/entry/poll-feed.ts'
import type { FeedStatus } from '../../../engine/model/envelope.ts'
import type { PollOutcome } from '../../../engine/poll/ports.ts'
import { planOf } from '../../helpers/judged.ts'
import { manualClock } from '../../helpers/manual-clock.ts'
import type { Office } from './offices.ts'

const election = `election: us-2030-11-05-general
title: A general election
date: 2030-11-05
polls_close:
  - { unit: "ocd-division/country:us/state:zz", at: 2030-11-05 20:00, timezone: America/New_York }
`
const spec = (office: Office): string => `feed: us-zz-office
title: An office
election: us-2030-11-05-general
unit: ocd-division/country:us/state:zz
status: live
schedule: { timezone: America/New_York, every: 1m }
source: { file: { path: ${office.file} } }
${office.reading}limits: { rows: ${office.rows ?? 1000}, bytes: 1MB, inflated_bytes: 10MB }
`

/** A feed of one office on embedded homes, in a folder of its own. */
export interface PolledOffice extends AsyncDisposable {
  publish(bytes: Uint8Array): void
  /** A minute later. */
  poll(): Promise<PollOutcome>
  /** A person releases what is held. */
  release(): Promise<void>
  /** What members hold: every figure, and what the feed says of itself. */
  seen(): Promise<{ readonly figures: readonly string[]; readonly status: FeedStatus | undefined }>
}

export function polledOffice(office: Office): PolledOffice {
  const folder = mkdtempSync(join(tmpdir(), 'canvass-office-'))
  const feed = join(folder, 'feeds', 'us-zz')
  mkdirSync(feed, { recursive: true })
  mkdirSync(join(folder, 'feeds', 'elections'))
  writeFileSync(join(folder, 'feeds', 'elections', 'us-2030-11-05-general.yaml'), election)
  writeFileSync(join(feed, 'feed.yaml'), spec(office))
  const plan = planOf(join(feed, 'feed.yaml'))
  const clock = manualClock({ start: '2030-11-06T02:00:00Z' })
  const homes: Homes = embeddedHomes({ data: join(folder, 'data'), environment: {} }, { clock })
  const { signal } = new AbortController()
  return {
    publish: (bytes) => writeFileSync(join(feed, office.file), bytes),
    async poll() {
      await clock.advance(60_000)
      return pollFeed(plan, homes, { build: 1 }, signal)
    },
    async release() {
      for (const { id } of (await homes.state.peek(plan.feed, signal))?.holds ?? [])
        await giveRelease(id, { who: 'Kim', why: 'the office confirmed it' }, homes, signal)
    },
    async seen() {
      await consumeTopics(homes, { drain: true, signal })
      const figures: string[] = []
      for await (const { key, record } of homes.results.list({ feed: plan.feed }, signal)) {
        for (const { id, votes } of record?.selections ?? []) figures.push(`${key} ${id} ${votes.total}`)
      }
      return { figures, status: (await homes.results.statuses(signal))[0] }
    },
    async [Symbol.asyncDispose]() {
      await homes[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true })
    },
  }
}
