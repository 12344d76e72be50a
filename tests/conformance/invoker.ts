import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Invoker } from '../../engine/invoke/invoker.ts'
import type { Message } from '../../engine/model/envelope.ts'
import { message } from './log-samples.ts'

const { signal } = new AbortController()

export interface OpenInvoker {
  readonly invoker: Invoker
  /** What the processor `known` was called with, call by call. */
  readonly calls: readonly (readonly Message[])[]
  close(): Promise<void>
}
/** What `known` answers to a batch, or fails with. */
export type Answer = (messages: readonly Message[]) => readonly string[]

/** Every promise of the Invoker port. `open` gives one that knows a processor called `known`. */
export function invokerConformance(name: string, open: (answer: Answer) => Promise<OpenInvoker>): void {
  describe(`${name} keeps the promises of an invoker`, () => {
    let home: OpenInvoker
    let answer: Answer
    beforeEach(async () => {
      answer = () => []
      home = await open((messages) => answer(messages))
    })
    afterEach(() => home.close())

    const batch: readonly Message[] = [
      {
        ...message('a|b', 1, '{"name":"José – 選挙","nul":"\\u0000"}'),
        headers: { feed: 'us-nc', 'odd name': 'ü' },
      },
      message('a|b', 2),
      message('c|d', 1),
    ]

    test('hands the messages over as they are, in order', async () => {
      await home.invoker.invoke('known', batch, signal)
      expect(home.calls).toEqual([batch])
    })

    test('answers with the ids that were not processed, and only those', async () => {
      expect(await home.invoker.invoke('known', batch, signal)).toEqual([])
      answer = ([first, , third]) => [first?.id ?? '', third?.id ?? '']
      expect(await home.invoker.invoke('known', batch, signal)).toEqual([batch[0]?.id, batch[2]?.id])
    })

    test('takes an empty batch', async () => {
      expect(await home.invoker.invoke('known', [], signal)).toEqual([])
    })

    test('fails when the processor fails: nothing is taken for processed', async () => {
      answer = () => {
        throw new Error('the disk is full')
      }
      await expect(home.invoker.invoke('known', batch, signal)).rejects.toThrow('the disk is full')
    })

    test.each(['unknown', 'constructor', ''])(
      'fails for a processor that is not there: %j',
      async (processor) => {
        await expect(home.invoker.invoke(processor, batch, signal)).rejects.toThrow(`"${processor}"`)
        expect(home.calls).toEqual([])
      },
    )

    test('calls nobody once the signal has aborted', async () => {
      const reason = new Error('stop')
      await expect(home.invoker.invoke('known', batch, AbortSignal.abort(reason))).rejects.toBe(reason)
      expect(home.calls).toEqual([])
    })
  })
}
