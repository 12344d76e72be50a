import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { noBody, writeBody } from '../aws/dynamo-bodies.ts'
import { dynamoCalls } from '../aws/dynamo-calls.ts'
import { canonicalJson } from '../flow/canonical-json.ts'
import { inParallel } from '../flow/in-parallel.ts'
import { callsAtOnce, inTurn } from '../flow/in-turn.ts'
import type { Meter } from '../flow/meter.ts'
import type { Envelope } from '../model/envelope.ts'
import { contestAndUnit, type ResultKey } from '../model/ids.ts'
import type { Clock } from '../time/clock.ts'
import { applyCurrent, ownOf, sumOf, versionOf, writeSum } from './dynamo-current.ts'
import { dynamoFeeds } from './dynamo-feeds.ts'
import { currentKey } from './dynamo-keys.ts'
import { listCurrent } from './dynamo-list.ts'
import { partsOf } from './dynamo-parts.ts'
import { keepPast, pastAt, pastOf } from './dynamo-past.ts'
import { everyStatus, keepNewest, oneStatus } from './dynamo-statuses.ts'
import type { Applied, ResultStore } from './store.ts'
import { unitAbove } from './unit-above.ts'

/**
 * The results store's home in DynamoDB (`resultsTable` is its table). Every write is one conditional write to one item;
 * repeated by the SDK or by a consumer, it changes nothing. The client is its maker's to destroy.
 */
export function dynamoResults(parts: {
  readonly client: DynamoDBClient
  readonly table: string
  readonly meter: Meter
  readonly clock: Clock
}): ResultStore {
  const calls = dynamoCalls(parts)
  const feeds = dynamoFeeds(calls, parts.clock)

  /** The past first: what is current has always a past. */
  async function applyOne(envelope: Envelope, signal: AbortSignal): Promise<Applied> {
    const { record, feedUnit } = envelope
    const body = record === null ? noBody : await writeBody(calls, canonicalJson(record), signal)
    await keepPast(calls, envelope, body, signal)
    const within = record === null ? undefined : unitAbove(record.unit, feedUnit)
    const applied = await applyCurrent(calls, envelope, within, body, signal)
    if (applied.held === null) feeds.began(envelope.feed, contestOf(envelope))
    return applied
  }

  return {
    async apply(envelopes, signal) {
      signal.throwIfAborted()
      const feedsOf = [...Map.groupBy(envelopes, ({ feed }) => feed)]
      await inParallel(feedsOf, callsAtOnce, ([feed, own]) => feeds.expect(feed, own.map(contestOf), signal))
      const applied = await inTurn(
        envelopes,
        ({ feed, key }) => `${feed}|${key}`,
        (envelope) => applyOne(envelope, signal),
      )
      await inParallel(feedsOf, callsAtOnce, ([feed]) => feeds.verify(feed, signal))
      await inParallel(feedsOf, callsAtOnce, ([feed, own]) =>
        feeds.reach(feed, Math.max(...own.map(({ revision }) => revision)), signal),
      )
      return applied
    },
    async get(feed, key, signal) {
      return ownOf(calls, await calls.get(currentKey(feed, key), signal), feed, key, signal)
    },
    at: (feed, key, time, signal) => pastAt(calls, feed, key, time, signal),
    history: (feed, key, signal) => pastOf(calls, feed, key, signal),
    parts: (feed, contest, within, signal) => partsOf(calls, feed, contest, within, signal),
    async derived(feed, key, signal) {
      const item = await calls.get(currentKey(feed, key), signal)
      return { version: versionOf(item), sum: await sumOf(calls, item, signal) }
    },
    async derive(feed, sums, signal) {
      await feeds.expect(feed, sums.map(contestOf), signal)
      const written = await inTurn(
        sums,
        ({ key }) => key,
        (sum) => writeSum(calls, feed, sum, signal),
      )
      return sums.filter((_, at) => written[at] === false).map(({ key }) => key)
    },
    list: (filter, signal) => listCurrent(calls, feeds, filter, signal),
    reached: (feed, signal) => feeds.reached(feed, signal),
    async saveStatus(status, signal) {
      await feeds.verify(status.feed, signal)
      await keepNewest(calls, status, signal)
    },
    status: (feed, signal) => oneStatus(calls, feed, signal),
    statuses: (signal) => everyStatus(calls, signal),
    async [Symbol.asyncDispose]() {
      // Nothing is kept open here.
    },
  }
}

const contestOf = ({ key }: { readonly key: ResultKey }): string => contestAndUnit(key).contest
