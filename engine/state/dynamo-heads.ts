import { type DynamoDBClient, ScanCommand, type ScanCommandOutput } from '@aws-sdk/client-dynamodb'
import { dynamoCounted } from '../aws/dynamo-counted.ts'
import { FeedError } from '../errors/feed-error.ts'
import type { Meter } from '../flow/meter.ts'
import type { Head } from '../model/head.ts'
import type { FeedId } from '../model/ids.ts'
import { storedHead } from './dynamo-head.ts'

/** Parts of the table that are read side by side. */
const segments = 4

/** The head of a feed, or why it can not be read (STATE_DAMAGED). */
export interface SeenHead {
  readonly feed: FeedId
  readonly head: Head | undefined
  readonly damage: FeedError | undefined
}

/**
 * Shows every head there is, page after page, for who looks at all of them: a hundredth of the requests of asking for each, and half a
 * read unit for 4 KB of heads together, some four of them. Heads of one moment they are not, and one that was written a second ago may
 * be seen as it was before: nothing may be decided by them. Fails with AWS_FAILED, AWS_REFUSED.
 */
export async function everyHead(
  {
    client,
    table,
    meter,
  }: { readonly client: DynamoDBClient; readonly table: string; readonly meter: Meter },
  see: (head: SeenHead) => void,
  signal: AbortSignal,
): Promise<void> {
  const counted = dynamoCounted(meter, table)
  async function readSegment(segment: number): Promise<void> {
    let from: ScanCommandOutput['LastEvaluatedKey']
    do {
      const command = new ScanCommand({
        TableName: table,
        Segment: segment,
        TotalSegments: segments,
        ...(from === undefined ? {} : { ExclusiveStartKey: from }),
        ReturnConsumedCapacity: 'TOTAL',
      })
      // oxlint-disable-next-line no-await-in-loop -- a page says where the next one begins
      const page = await counted('Scan', 'read', signal, () => client.send(command, { abortSignal: signal }))
      for (const item of page.Items ?? []) see(seenHead((item['feed']?.S ?? '') as FeedId, item))
      from = page.LastEvaluatedKey
    } while (from !== undefined)
  }
  await Promise.all(Array.from({ length: segments }, (_, segment) => readSegment(segment)))
}

function seenHead(feed: FeedId, item: Parameters<typeof storedHead>[1]): SeenHead {
  try {
    return { feed, head: storedHead(feed, item).head, damage: undefined }
  } catch (error) {
    if (error instanceof FeedError && error.code === 'STATE_DAMAGED')
      return { feed, head: undefined, damage: error }
    throw error
  }
}
