import { InvokeCommand, type InvokeCommandOutput, type LambdaClient } from '@aws-sdk/client-lambda'
import { awsFailure } from '../aws/failure.ts'
import { feedError } from '../errors/feed-error.ts'
import type { Meter } from '../flow/meter.ts'
import type { Message } from '../model/envelope.ts'
import { answerIn, type Invocation, thrownBy } from './answer.ts'
import { functionError } from './function-error.ts'
import { inSlices, slicesBySize } from './in-slices.ts'
import type { Invoker } from './invoker.ts'

/** Lambda takes 6 MB (6,291,556 bytes) of an event. */
const mostBytes = 6_000_000
/** A function that fell silent. Longer than it may take: 90 seconds, by docs/cloud.md. */
const usualPatience = 120_000

/**
 * The invoker's home in the cloud: a function whose handler is `entry/processing-handler.ts`, asked and waited for. Batches
 * that are too large for one event are handed over in parts, in their order. Coded errors of the far side are thrown as
 * they were there. INVOKE_TIMED_OUT, INVOKE_CRASHED: it may have processed some of it, or all. INVOKE_UNUSABLE,
 * INVOKE_ANSWER; AWS_FAILED also while it is throttled, AWS_REFUSED. The client is its maker's to destroy.
 */
export function lambdaInvoker({
  client,
  name,
  meter,
  patience = usualPatience,
}: {
  readonly client: LambdaClient
  /** Name or ARN of the function, with a version or an alias if not the latest is meant. */
  readonly name: string
  readonly meter: Meter
  /** Milliseconds. */
  readonly patience?: number
}): Invoker {
  async function ask(event: Invocation, signal: AbortSignal): Promise<InvokeCommandOutput> {
    const either = AbortSignal.any([signal, AbortSignal.timeout(patience)])
    const command = new InvokeCommand({
      FunctionName: name,
      InvocationType: 'RequestResponse',
      Payload: Buffer.from(JSON.stringify(event)),
    })
    try {
      return await client.send(command, { abortSignal: either })
    } catch (error) {
      signal.throwIfAborted()
      const { processor } = event
      const seconds = patience / 1_000
      if (either.aborted) throw feedError('INVOKE_TIMED_OUT', { processor, seconds }, { cause: error })
      throw awsFailure(error, { service: 'lambda', call: 'Invoke', of: name })
    }
  }

  async function invokeSome(event: Invocation, signal: AbortSignal): Promise<readonly string[]> {
    const { FunctionError, Payload } = await ask(event, signal)
    meter.count('lambda.invocations')
    const at = { function: name, processor: event.processor }
    // Where nothing came, the SDK gives something else than bytes.
    const text = Payload instanceof Uint8Array ? Buffer.from(Payload).toString() : ''
    if (FunctionError !== undefined) throw functionError(text, at)
    const answer = answerIn(text, event.messages)
    if ('wrong' in answer) throw feedError('INVOKE_ANSWER', { ...at, why: answer.wrong })
    if ('failed' in answer) throw thrownBy(answer.failed)
    return answer.unprocessed
  }

  return {
    async invoke(processor, messages, signal) {
      signal.throwIfAborted()
      const parts = slicesBySize(messages.map(onlyMessage), sizeOf, mostBytes - processor.length * 6 - 100)
      return inSlices(parts, (some) => invokeSome({ processor, messages: some }, signal))
    },
  }
}

/** What came from a log may know more of itself. */
const onlyMessage = ({ key, id, value, headers, from }: Message): Message => ({
  key,
  id,
  value,
  headers,
  ...(from !== undefined && { from }),
})

/** With the comma behind it. */
const sizeOf = (message: Message): number => Buffer.byteLength(JSON.stringify(message)) + 1
