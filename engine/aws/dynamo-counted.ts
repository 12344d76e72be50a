import { ConditionalCheckFailedException, type ConsumedCapacity } from '@aws-sdk/client-dynamodb'
import type { Meter } from '../flow/meter.ts'
import { awsFailure } from './failure.ts'

interface Answer {
  readonly ConsumedCapacity?: ConsumedCapacity | undefined
}
export type Counted = <Got extends Answer>(
  call: string,
  kind: 'read' | 'write',
  signal: AbortSignal,
  send: () => Promise<Got>,
) => Promise<Got>

/**
 * Counts what calls of a table cost, which they ask for with `ReturnConsumedCapacity: 'TOTAL'`, and says what failed in
 * the words of the catalogue (AWS_FAILED, AWS_REFUSED). A condition that does not hold passes through as what it is, a
 * ConditionalCheckFailedException, and counts as one unit: it does not say what it cost.
 */
export const dynamoCounted =
  (meter: Meter, table: string): Counted =>
  async (call, kind, signal, send) => {
    const count = (units: number): void => {
      meter.count(kind === 'read' ? 'dynamodb.reads' : 'dynamodb.writes')
      meter.count(kind === 'read' ? 'dynamodb.readUnits' : 'dynamodb.writeUnits', units)
    }
    signal.throwIfAborted()
    try {
      const answer = await send()
      count(answer.ConsumedCapacity?.CapacityUnits ?? 0)
      return answer
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) {
        throw awsFailure(error, { service: 'dynamodb', call, of: table }, signal)
      }
      count(1)
      throw error
    }
  }
