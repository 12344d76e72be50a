import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Archive } from '../../engine/archive/archive.ts'
import type { Head } from '../../engine/model/head.ts'
import type { Hold, Scope } from '../../engine/model/hold.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import { readChangeset } from '../../engine/poll/changeset.ts'
import { poll } from '../../engine/poll/poll.ts'
import type { PollOutcome } from '../../engine/poll/ports.ts'
import { stateStore } from '../../engine/state/protocol.ts'
import type { StateStore } from '../../engine/state/store.ts'
import type { Clock } from '../../engine/time/clock.ts'
import type { TraceEvent } from '../../engine/trace/events.ts'
import { type Boundary, boundaries, type Stores } from './faults.ts'
import { embeddedHomes, type WorldHomes } from './homes.ts'
import { crashPlan, feed } from './plan.ts'

/** A clock that stands until it is moved. */
export interface Hands extends Clock {
  move(milliseconds: number): void
}
export function handClock(start: string): Hands {
  let now = Date.parse(start)
  const began = now
  return {
    now: () => new Date(now),
    elapsed: () => now - began,
    sleep: async (milliseconds) => {
      now += milliseconds
    },
    move(milliseconds) {
      now += milliseconds
    },
  }
}

/** A killed process loses nothing that it wrote, whatever the disk: memory is as good, and quicker. */
export const fastest = process.env['TEST_MEMORY'] ?? (existsSync('/dev/shm') ? '/dev/shm' : tmpdir())

/** The protocol with one rule broken: stores that stand between a poll and the real ones. */
export interface Mutant {
  home?(home: Stores['home']): Stores['home']
  archive?(archive: Stores['archive']): Stores['archive']
  log?(log: Stores['log']): Stores['log']
  state?(state: StateStore, stores: Stores): StateStore
  /** What happens at one boundary. */
  readonly strike?: (world: World) => Promise<void>
}

/** What is large in production and small here, so that a short night comes to it. */
export interface Small {
  readonly deltas: number
  readonly messages: number
}

export interface WorldOptions {
  readonly gate?: string
  readonly directory?: string
  readonly mutant?: Mutant
  /** As many deltas become one, so many messages are published at once: fewer than in production. */
  readonly small?: Small | undefined
  /** Files in the directory, if not said. */
  readonly homes?: WorldHomes
  /** Of the files: a folder, if not said. */
  readonly archive?: Archive
}

/** One process among others: what differs from the world's own. */
export interface Poller {
  readonly plan?: Plan
  readonly build?: number
  /** How far its clock is ahead of the world's, in milliseconds. */
  readonly ahead?: number
  /** Does it see on its own clock that it slept? */
  readonly notices?: boolean
}

/** One feed over real stores, a source that is one file, a clock. */
export interface World {
  readonly directory: string
  readonly sourceFile: string
  readonly clock: Hands
  readonly homes: WorldHomes
  readonly stores: Stores
  readonly reader: WorldHomes['reader']
  /** What polls said about their work. */
  readonly told: TraceEvent[]
  /** What was seen to go wrong on the way. */
  readonly broken: string[]
  plan: Plan
  build: number
  /** Does a process that slept look at its clock? If not, the fence alone must hold. */
  notices: boolean
  /** What is to happen once the poll under way has ended. */
  afterPoll: (() => Promise<void>) | undefined
  say(name: string): void
  said(): string
  /** One poll by a process of its own; `at` may crash it, hold it up, or lose an answer. */
  poll(at?: (boundary: Boundary) => Promise<void> | void, as?: Poller): Promise<PollOutcome>
  holds(): Promise<readonly Hold[]>
  release(hold: string): Promise<void>
  /** A person's hold, on the whole feed if no scope is said; answers with its id. */
  hold(scope?: Scope): Promise<string>
  /** The same, and the revision at which it was placed. */
  placeHold(scope?: Scope): Promise<{ readonly id: string; readonly revision: number }>
  /** How far the head is. */
  revision(): Promise<number>
  close(): Promise<void>
}

const { signal } = new AbortController()
let names = 0

export const startOfNight = '2024-11-05T12:00:00.000Z'

export function newWorld(options: WorldOptions = {}): World {
  const directory = options.directory ?? mkdtempSync(join(fastest, 'canvass-crash-'))
  const sourceFile = join(directory, 'source')
  const clock = handClock(startOfNight)
  const homes = options.homes ?? embeddedHomes(directory, options.archive)
  const { stores } = homes
  const { mutant = {}, small } = options
  const mutated = ({ home, archive, log }: Stores): Stores & { readonly state: StateStore } => {
    const all = {
      home: mutant.home?.(home) ?? home,
      archive: mutant.archive?.(archive) ?? archive,
      log: mutant.log?.(log) ?? log,
    }
    const state = stateStore(all.home, { maxDeltas: small?.deltas })
    return { ...all, state: mutant.state?.(state, all) ?? state }
  }
  const people = (): StateStore => mutated(stores).state
  /** Of a hold of the whole feed: the newest revision when it was placed, of the head or of an archive that is ahead of it. */
  const heldAt = new Map<string, number>()
  const newest = async (revision: number): Promise<number> => {
    for await (const archived of stores.archive.revisions(feed, signal))
      return Math.max(revision, archived.revision)
    return revision
  }
  /** An empty changeset changes nothing: after a restore it brings the head forward whatever is held. */
  async function hasChanged(head: Head, since: number): Promise<boolean> {
    for (let hash = head.last; hash !== null; ) {
      const { revision, changes, predecessor } = await readChangeset(stores.archive, hash, signal)
      if (revision <= since) return false
      if (changes.length > 0) return true
      hash = predecessor
    }
    return false
  }

  const world: World = {
    directory,
    sourceFile,
    clock,
    homes,
    stores,
    reader: (group) => homes.reader(group),
    told: [],
    broken: [],
    plan: crashPlan(sourceFile, options),
    build: 1,
    notices: false,
    afterPoll: undefined,
    say: (name) => writeFileSync(sourceFile, name),
    said: () => readFileSync(sourceFile, 'utf8'),
    async poll(at = () => undefined, as = {}) {
      const { state, archive, log } = mutated(boundaries(stores, at))
      const secrets = { get: async () => 'none' }
      const trace = { emit: (event: TraceEvent) => void world.told.push(event), flush: async () => undefined }
      const { plan = world.plan, build = world.build, ahead = 0, notices = world.notices } = as
      const elapsed = (): number => (notices || world.notices ? clock.elapsed() : 0)
      const now = (): Date => new Date(clock.now().getTime() + ahead)
      const messagesAtOnce = small?.messages
      const ports = { state, archive, log, messagesAtOnce, secrets, trace, clock: { ...clock, now, elapsed } }
      names += 1
      const outcome = await poll(plan, ports, { poll: `poll-${process.pid}-${names}`, build }, signal)
      const after = world.afterPoll
      world.afterPoll = undefined
      await after?.()
      return outcome
    },
    holds: async () => (await people().peek(feed, signal))?.holds ?? [],
    async release(hold) {
      const head = await people().peek(feed, signal)
      const since = heldAt.get(hold)
      if (head !== undefined && since !== undefined && (await hasChanged(head, since)))
        world.broken.push('a poll committed what a person held')
      const at = clock.now().toISOString()
      await people().releaseHold(feed, hold, { who: 'Kim', why: 'the office confirmed it', at }, signal)
    },
    hold: async (scope) => (await world.placeHold(scope)).id,
    revision: async () => (await people().peek(feed, signal))?.revision ?? 0,
    async placeHold(scope = {}) {
      const at = clock.now().toISOString()
      const head = await people().peek(feed, signal)
      names += 1
      const id = `h-person-${names}`
      const said = { id, code: 'OPERATOR_HOLD', group: 'all', capture: head?.judged?.capture }
      const hold = { ...said, scope, reason: 'wait', results: 0, places: [], since: at, by: 'Kim' }
      const order = {
        order: 'hold',
        hold: id,
        code: said.code,
        group: said.group,
        capture: said.capture,
      } as const
      const placed = await people().placeHold(
        feed,
        { ...hold, capture: said.capture ?? ('' as Hold['capture']) },
        { ...order, who: 'Kim', why: 'wait', at },
        signal,
      )
      if (scope.units === undefined) heldAt.set(id, await newest(placed.revision))
      return { id, revision: placed.revision }
    },
    close: () => homes.close(),
  }
  return world
}
