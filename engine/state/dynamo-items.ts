import { type Calls, everyItem, numeral } from '../aws/dynamo-calls.ts'
import { feedError } from '../errors/feed-error.ts'
import { namesIndex } from './dynamo-tables.ts'
import type { StateHome } from './home.ts'
import { epochOf } from './layout.ts'

/** An item of DynamoDB may have 409,600 bytes, its key and the names of its attributes included. */
const maxBytes = 400_000

/** The items of a state: written once, read consistently, listed by name. */
export function dynamoItems(
  calls: Calls,
): Pick<StateHome, 'putItem' | 'getItem' | 'itemNames' | 'deleteItem'> {
  return {
    async putItem({ name, bytes }, signal) {
      const { feed, item } = keyOf(name)
      if (bytes.byteLength > maxBytes) {
        const size = { bytes: bytes.byteLength, limit: maxBytes }
        throw feedError('STATE_TOO_LARGE', { feed, what: `item ${item}`, ...size })
      }
      // Its name is made of its content: what is there is the same.
      await calls.putNew({ feed, item }, { epoch: numeral(epochOf(name)), bytes: { B: bytes } }, signal)
    },
    getItem: async (name, signal) => (await calls.get(keyOf(name), signal))?.['bytes']?.B,
    async *itemNames(feed, signal) {
      const ask = { partition: { feed }, index: namesIndex }
      for await (const { item } of everyItem(calls, ask, signal)) yield `${feed}/${item?.S ?? ''}`
    },
    deleteItem: (name, signal) => calls.delete(keyOf(name), signal),
  }
}

/** `FEED/EPOCH/CONTENT`: the feed is the partition, the rest the key within it. */
function keyOf(name: string) {
  const slash = name.indexOf('/')
  return { feed: name.slice(0, slash), item: name.slice(slash + 1) }
}
