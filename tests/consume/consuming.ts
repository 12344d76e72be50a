import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ConsumeOptions, consume, type Routes } from '../../engine/consume/consumer.ts'
import type { DeadLetter } from '../../engine/consume/dead-letter.ts'
import type { ConsumeEvent } from '../../engine/consume/watch.ts'
import { inProcessInvoker } from '../../engine/invoke/in-process.ts'
import { sqliteLog } from '../../engine/log/sqlite.ts'
import type { Message } from '../../engine/model/envelope.ts'
import { message } from '../conformance/log-samples.ts'
import { type ManualClock, manualClock } from '../helpers/manual-clock.ts'

const { signal } = new AbortController()

/** What a processor answers: ids that it did not process. Throws: the batch failed. */
export type Answer = (
  messages: readonly Message[],
  signal: AbortSignal,
) => readonly string[] | Promise<readonly string[]>
export type Answers = Readonly<Record<string, Answer>>

/** Consumers over an embedded log, with processors that do as they are told. */
export interface Consumed {
  readonly home: ReturnType<typeof sqliteLog>
  readonly clock: ManualClock
  /** What each processor was given, call by call: `tally: 1 2`. */
  readonly calls: string[]
  readonly heard: ConsumeEvent[]
  readonly letters: DeadLetter[]
  /** Ids of messages as they end, one after the other: dead ones, and what else is put here. */
  readonly ended: string[]
  readonly publish: (topic: string, ...revisions: readonly number[]) => Promise<void>
  /** By processors that process all of it unless `answers` says otherwise; a drain unless `options` say otherwise. */
  readonly run: (answers?: Answers, options?: Partial<ConsumeOptions>) => Promise<number>
  /** Where burying fails, with this, so often. */
  readonly failToBury: (error: Error, times: number) => void
  close(): Promise<void>
}

export const revisionOf = ({ id }: Message): string => id.split('/')[1] ?? ''
export const idOf = (revision: number): string => message(keyOf(revision), revision).id
const keyOf = (revision: number): string => `key|${revision % 3}`

/** Time passes by itself wherever somebody waits, unless a clock is given that stands. */
export function newConsuming(
  routes: Routes,
  { partitions = 1, clock = manualClock({ auto: true }) }: { partitions?: number; clock?: ManualClock } = {},
): Consumed {
  const directory = mkdtempSync(join(tmpdir(), 'canvass-consume-'))
  const home = sqliteLog(join(directory, 'log.sqlite'), { partitions })
  const calls: string[] = []
  const heard: ConsumeEvent[] = []
  const letters: DeadLetter[] = []
  const ended: string[] = []
  let failing: { readonly error: Error; left: number } | undefined
  const bury = async (letter: DeadLetter): Promise<void> => {
    if (failing !== undefined && failing.left-- > 0) throw failing.error
    letters.push(letter)
    ended.push(letter.message.id)
  }
  return {
    home,
    clock,
    calls,
    heard,
    letters,
    ended,
    publish: (topic, ...revisions) =>
      home.log.publish(
        topic,
        revisions.map((revision) => message(keyOf(revision), revision)),
        signal,
      ),
    async run(answers = {}, options = {}) {
      const names = [...new Set(Object.values(routes).flat())]
      const invoker = inProcessInvoker(
        Object.fromEntries(
          names.map((name) => [
            name,
            async (messages: readonly Message[], until: AbortSignal) => {
              calls.push(`${name}: ${messages.map(revisionOf).join(' ')}`)
              return (await answers[name]?.(messages, until)) ?? []
            },
          ]),
        ),
      )
      await using reader = home.reader('one')
      const watch = (event: ConsumeEvent): void => void heard.push(event)
      const parts = { group: 'one', routes, reader, invoker, clock, bury, watch }
      return await consume(parts, { drain: true, signal, ...options })
    },
    failToBury(error, times) {
      failing = { error, left: times }
    },
    async close() {
      await home.log[Symbol.asyncDispose]()
      rmSync(directory, { recursive: true })
    },
  }
}
