import type { CreateTableCommandInput, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { dynamoCalls, type Item, numeral } from '../aws/dynamo-calls.ts'
import type { Meter } from '../flow/meter.ts'
import { momentAfter, type SharedTurns, spacing, type Taken } from './shared-turns.ts'

/** The table of hosts: an item for each. What it holds is of the last seconds. */
export const hostsTable = (name: string) =>
  ({
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'host', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'host', KeyType: 'HASH' }],
  }) satisfies CreateTableCommandInput

/** Conditions fail only where others took the host, or let it rest, since it was looked at. */
const mostTries = 20

/**
 * Turns that all processes with this table share. One conditional write gives a moment: it adds to what is taken of a host that is
 * busy, and begins anew with one that rests; which of both it is is known from the last time, or costs a second write. Fails
 * with AWS_FAILED, AWS_REFUSED.
 */
export function dynamoTurns(at: {
  readonly client: DynamoDBClient
  readonly table: string
  readonly meter: Meter
}): SharedTurns {
  const calls = dynamoCalls(at)
  const seen = new Map<string, Taken>()
  return {
    async next(host, perSecond, now, signal) {
      const step = spacing(perSecond)
      let last = seen.get(host)
      for (let tries = 0; tries < mostTries; tries += 1) {
        const isBusy = last !== undefined && last.until >= now
        const change = isBusy
          ? {
              values: {},
              add: { until: numeral(step) },
              condition: { expression: '#until >= :now', values: { now: numeral(now) } },
            }
          : {
              values: { until: numeral(now + step) },
              condition: {
                expression: 'attribute_not_exists(#until) OR #until < :now',
                values: { now: numeral(now) },
              },
            }
        // oxlint-disable-next-line no-await-in-loop -- what is tried next depends on what was met
        const { done, before } = await calls.update({ host }, change, signal)
        const met = takenIn(before)
        if (done) {
          seen.set(host, { until: Math.max(met?.until ?? 0, now) + step })
          return momentAfter(met, perSecond, now)
        }
        last = met
      }
      throw new Error(`the turns at ${host} changed ${mostTries} times while one was asked for`)
    },
  }
}

function takenIn(item: Item | undefined): Taken | undefined {
  const until = item?.['until']?.N
  return until === undefined ? undefined : { until: Number(until) }
}
