import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { folderArchive } from '../../engine/archive/folder.ts'
import { sqliteLog } from '../../engine/log/sqlite.ts'
import type { Hold } from '../../engine/model/hold.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import { poll } from '../../engine/poll/poll.ts'
import type { PollOutcome } from '../../engine/poll/ports.ts'
import { stateStore } from '../../engine/state/protocol.ts'
import { sqliteStateHome } from '../../engine/state/sqlite.ts'
import type { Clock } from '../../engine/time/clock.ts'
import { type Boundary, boundaries, type Stores } from './faults.ts'
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
const fastest = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** One machine with one feed: real stores in a folder, a source that is one file, a clock. */
export interface World {
  readonly directory: string
  readonly sourceFile: string
  readonly clock: Hands
  readonly stores: Stores & { readonly log: ReturnType<typeof sqliteLog>['log'] }
  readonly reader: ReturnType<typeof sqliteLog>['reader']
  plan: Plan
  say(name: string): void
  /** One poll by a process of its own; `at` may crash it, hold it up, or lose an answer. */
  poll(at?: (boundary: Boundary) => Promise<void> | void): Promise<PollOutcome>
  holds(): Promise<readonly Hold[]>
  release(hold: string): Promise<void>
  hold(): Promise<void>
  close(): Promise<void>
}

const signal = AbortSignal.timeout(600_000)
let polls = 0

export const startOfNight = '2024-11-05T12:00:00.000Z'

export function newWorld(options: { readonly gate?: string; readonly directory?: string } = {}): World {
  const directory = options.directory ?? mkdtempSync(join(fastest, 'canvass-crash-'))
  const sourceFile = join(directory, 'source')
  const clock = handClock(startOfNight)
  const { log, reader } = sqliteLog(join(directory, 'log.sqlite'), { partitions: 2 })
  const stores = {
    home: sqliteStateHome(join(directory, 'state.sqlite')),
    archive: folderArchive(join(directory, 'archive')),
    log,
  }
  const people = stateStore(stores.home)
  const world: World = {
    directory,
    sourceFile,
    clock,
    stores,
    reader,
    plan: crashPlan(sourceFile, options),
    say: (name) => writeFileSync(sourceFile, name),
    poll(at = () => undefined) {
      const { home, archive, log: wrapped } = boundaries(stores, at)
      const secrets = { get: async () => 'none' }
      const trace = { emit: () => undefined, flush: async () => undefined }
      // A process that sleeps does not notice: the fence must hold without its own clock.
      const asleep = { ...clock, elapsed: () => 0 }
      const ports = { state: stateStore(home), archive, log: wrapped, secrets, trace, clock: asleep }
      polls += 1
      return poll(world.plan, ports, { poll: `poll-${polls}`, build: 1 }, signal)
    },
    holds: async () => (await people.peek(feed, signal))?.holds ?? [],
    async release(hold) {
      await people.releaseHold(
        feed,
        hold,
        { who: 'Kim', why: 'the office confirmed it', at: clock.now().toISOString() },
        signal,
      )
    },
    async hold() {
      const at = clock.now().toISOString()
      const group = 'all'
      const id = `h-person-${polls}`
      const code = 'OPERATOR_HOLD'
      const capture = (await people.peek(feed, signal))?.judged?.capture
      const hold = {
        id,
        code,
        group,
        scope: {},
        reason: 'wait',
        results: 0,
        places: [],
        since: at,
        by: 'Kim',
      }
      await people.placeHold(
        feed,
        { ...hold, capture: capture ?? ('' as Hold['capture']) },
        { order: 'hold', hold: id, code, group, capture, who: 'Kim', why: 'wait', at },
        signal,
      )
    },
    async close() {
      await stores.home[Symbol.asyncDispose]()
      await log[Symbol.asyncDispose]()
    },
  }
  return world
}
