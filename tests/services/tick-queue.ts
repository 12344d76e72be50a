import { randomUUID } from 'node:crypto'
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SendMessageBatchCommandInput,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import type { DeployedSchedule } from '../../engine/deploy/deployment.ts'
import type { BatchAnswer, QueueRecord } from '../../engine/entry/poll-ticks.ts'
import { tickBatch } from '../../stacks/tick-batch.ts'
import { accessTo } from './server-access.ts'

/** A queue of ticks with its dead letters, as a deployment makes them; a message that failed is visible again after a second. */
export interface TickQueue extends AsyncDisposable {
  /** Does what EventBridge does when a schedule fires at a moment: sends the input of its target, the moment written into it. */
  fire(schedule: Pick<DeployedSchedule, 'ticks' | 'everySeconds'>, feed: string, at: Date): Promise<void>
  /** What Lambda does: receives what is visible, hands it to the function, and deletes what is not among its failures. Answers with the messages. */
  handOver(
    handler: (records: readonly QueueRecord[]) => Promise<BatchAnswer>,
    seconds?: number,
  ): Promise<readonly QueueRecord[]>
  /** Texts of dead letters so far. */
  dead(): Promise<readonly string[]>
}

export async function tickQueue(endpoint: string): Promise<TickQueue> {
  const { region, credentials } = accessTo({})
  const client = new SQSClient({
    region,
    credentials: credentials!,
    endpoint,
    requestHandler: new NodeHttpHandler(),
  })
  const made = async (name: string, attributes: Record<string, string> = {}): Promise<string> => {
    const command = new CreateQueueCommand({
      QueueName: `${name}-${randomUUID().slice(0, 8)}`,
      Attributes: attributes,
    })
    return (await client.send(command)).QueueUrl!
  }
  const deadUrl = await made('dead')
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: deadUrl, AttributeNames: ['QueueArn'] }),
  )
  const redrive = { deadLetterTargetArn: Attributes?.QueueArn, maxReceiveCount: 2 }
  const url = await made('ticks', { VisibilityTimeout: '1', RedrivePolicy: JSON.stringify(redrive) })
  const received = async (queue: string, seconds: number): Promise<readonly QueueRecord[]> => {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: queue,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: seconds,
        MessageSystemAttributeNames: ['All'],
      }),
    )
    return Messages.map((one) => ({
      messageId: one.MessageId!,
      receiptHandle: one.ReceiptHandle!,
      body: one.Body!,
      attributes: one.Attributes,
    }))
  }
  return {
    async fire({ ticks, everySeconds }, feed, at) {
      const input = JSON.stringify(tickBatch(url, feed, ticks, everySeconds))
      const moment = at.toISOString().replace(/\.\d+/, '')
      const sent = input.replaceAll('<aws.scheduler.scheduled-time>', moment)
      await client.send(new SendMessageBatchCommand(JSON.parse(sent) as SendMessageBatchCommandInput))
    },
    async handOver(handler, seconds = 1) {
      const records = await received(url, seconds)
      if (records.length === 0) return records
      const failed = new Set((await handler(records)).batchItemFailures.map((one) => one.itemIdentifier))
      for (const record of records) {
        if (failed.has(record.messageId)) continue
        const { receiptHandle } = record as QueueRecord & { readonly receiptHandle: string }
        // oxlint-disable-next-line no-await-in-loop -- a few
        await client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: receiptHandle }))
      }
      return records
    },
    async dead() {
      return (await received(deadUrl, 0)).map(({ body }) => body)
    },
    async [Symbol.asyncDispose]() {
      for (const queue of [url, deadUrl]) await client.send(new DeleteQueueCommand({ QueueUrl: queue }))
      client.destroy()
    },
  }
}
