import type { Calls, Item, Page } from '../aws/dynamo-calls.ts'
import { ahead } from '../flow/ahead.ts'
import { inParallel } from '../flow/in-parallel.ts'
import { callsAtOnce } from '../flow/in-turn.ts'
import { type FeedId, type ResultKey, resultKey } from '../model/ids.ts'
import { ownOf, sumOf, unitOf } from './dynamo-current.ts'
import type { Feeds } from './dynamo-feeds.ts'
import { contestPartition, currentKey } from './dynamo-keys.ts'
import type { ListedResult, ResultFilter } from './store.ts'

interface Place {
  readonly feed: FeedId
  readonly contest: string
}

/**
 * Contest by contest, some read ahead, each going on page by page. Costs what is listed, and one query more for each
 * feed; with a unit, one read for each contest instead.
 */
export async function* listCurrent(
  calls: Calls,
  feeds: Feeds,
  filter: ResultFilter,
  signal: AbortSignal,
): AsyncIterable<ListedResult> {
  const first = async (place: Place, either: AbortSignal) => ({
    place,
    page: await firstPage(calls, place, filter.unit, either),
  })
  const places = placesOf(feeds, filter, signal)
  for await (const { place, page } of ahead(places, callsAtOnce, signal, first)) {
    yield* fromPage(calls, place, page, signal)
  }
}

/** Every contest of every feed that may have what is wanted, in the order of their keys. */
async function* placesOf(feeds: Feeds, filter: ResultFilter, signal: AbortSignal): AsyncIterable<Place> {
  const all = filter.feed === undefined ? await feeds.feeds(signal) : [filter.feed]
  const ofFeed = async (feed: FeedId, either: AbortSignal) => ({
    feed,
    contests: await feeds.contests(feed, either),
  })
  for await (const { feed, contests } of ahead(each(all), callsAtOnce, signal, ofFeed)) {
    for (const contest of contests) {
      if (filter.contest === undefined || contest === filter.contest) yield { feed, contest }
    }
  }
}

async function firstPage(
  calls: Calls,
  { feed, contest }: Place,
  unit: string | undefined,
  signal: AbortSignal,
): Promise<Page> {
  if (unit === undefined)
    return calls.query({ partition: { pk: contestPartition(feed, contest) } }, undefined, signal)
  const item = await calls.get(currentKey(feed, resultKey(contest, unit)), signal)
  return { items: item === undefined ? [] : [item], count: 1, next: undefined }
}

async function* fromPage(
  calls: Calls,
  { feed, contest }: Place,
  first: Page,
  signal: AbortSignal,
): AsyncIterable<ListedResult> {
  let page: Page | undefined = first
  while (page !== undefined) {
    // oxlint-disable-next-line no-await-in-loop -- page by page
    const listed = await inParallel(page.items, callsAtOnce, (item) =>
      listedOf(calls, item, feed, resultKey(contest, unitOf(item)), signal),
    )
    yield* listed.flat()
    const { next }: Page = page
    const ask = { partition: { pk: contestPartition(feed, contest) } }
    // oxlint-disable-next-line no-await-in-loop -- page by page
    page = next && (await calls.query(ask, next, signal))
  }
}

/** The own result first. */
async function listedOf(
  calls: Calls,
  item: Item,
  feed: FeedId,
  key: ResultKey,
  signal: AbortSignal,
): Promise<readonly ListedResult[]> {
  const own = await ownOf(calls, item, feed, key, signal)
  const sum = await sumOf(calls, item, signal)
  return [
    ...(own?.record ? [{ ...own, record: own.record, derived: false }] : []),
    ...(sum === null ? [] : [{ feed, key, ...sum, derived: true }]),
  ]
}

async function* each<One>(items: readonly One[]): AsyncIterable<One> {
  yield* items
}
