import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { type Ask, dynamoCalls, everyItem, everyPage, numeral } from '../aws/dynamo-calls.ts'
import { listedPrefix } from '../aws/dynamo-fitting.ts'
import { inParallel } from '../flow/in-parallel.ts'
import { callsAtOnce, inTurn } from '../flow/in-turn.ts'
import type { Meter } from '../flow/meter.ts'
import { momentOf } from '../time/moment.ts'
import { entryOf, numberIn, tellEntry, writeEntry } from './dynamo-entry.ts'
import { pastPartition, standingKey, standingPartition } from './dynamo-keys.ts'
import { grouped } from './dynamo-table.ts'
import type { Register } from './register.ts'

/** How many versions are looked at in one request, newest first: mostly one of the last is meant. */
const perRequest = 20

/**
 * The register's home in DynamoDB (`registerTable` is its table). Every write is one conditional write to one item. An
 * entry that says what it said before costs one, a new one too, one that says something else three. A write whose answer
 * was lost counts as refused. The client is its maker's to destroy.
 */
export function dynamoRegister(parts: {
  readonly client: DynamoDBClient
  readonly table: string
  readonly meter: Meter
}): Register {
  const calls = dynamoCalls(parts)
  const standing = (partition: string, id: string, signal: AbortSignal) =>
    calls.get(standingKey(partition, id), signal)

  return {
    async get(partition, id, signal) {
      const item = await standing(partition, id, signal)
      return item && entryOf(calls, item, item, signal)
    },
    async put(partition, writes, signal) {
      signal.throwIfAborted()
      const written = await inTurn(
        writes,
        ({ id }) => id,
        (write) => writeEntry(calls, partition, write, signal),
      )
      return writes.filter((_, at) => written[at] === false).map(({ id }) => id)
    },
    async tell(partition, told, signal) {
      signal.throwIfAborted()
      await inParallel(told, callsAtOnce, (one) => tellEntry(calls, partition, one, signal))
    },
    async *list(partition, { group }, signal) {
      const all = { partition: { pk: standingPartition(partition) } }
      const ask: Ask = group === undefined ? all : { ...all, index: grouped, prefix: listedPrefix(group) }
      for await (const { items } of everyPage(calls, ask, signal)) {
        yield* await inParallel(items, callsAtOnce, (item) => entryOf(calls, item, item, signal))
      }
    },
    /** Costs as much as there are versions after it. */
    async at(partition, id, time, signal) {
      const moment = momentOf(time)
      const now = await standing(partition, id, signal)
      if (now === undefined || numberIn(now, 'moment') <= moment)
        return now && entryOf(calls, now, now, signal)
      const ask = {
        partition: { pk: pastPartition(partition, id) },
        // The past may hold a copy of what stands.
        filter: {
          expression: '#moment <= :moment AND #version < :version',
          values: { moment: numeral(moment), version: numeral(numberIn(now, 'version')) },
        },
        descending: true,
        limit: perRequest,
      }
      for await (const item of everyItem(calls, ask, signal)) return entryOf(calls, now, item, signal)
      return undefined
    },
    async *history(partition, id, signal) {
      const now = await standing(partition, id, signal)
      if (now === undefined) return
      const version = numberIn(now, 'version')
      for await (const item of everyItem(
        calls,
        { partition: { pk: pastPartition(partition, id) } },
        signal,
      )) {
        if (numberIn(item, 'version') < version) yield await entryOf(calls, now, item, signal)
      }
      yield await entryOf(calls, now, now, signal)
    },
    async [Symbol.asyncDispose]() {
      // Nothing is kept open here.
    },
  }
}
