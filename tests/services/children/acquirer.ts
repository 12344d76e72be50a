import { writeSync } from 'node:fs'
import { newMeter } from '../../../engine/flow/meter.ts'
import type { FeedId } from '../../../engine/model/ids.ts'
import { dynamoStateHome } from '../../../engine/state/dynamo.ts'
import { ask, signal } from '../../conformance/state-samples.ts'
import { dynamoClient } from '../dynamo-tables.ts'

/** Five pollers ask for each feed at once; says which feeds they were given, once for every lease. */
const [endpoint = '', heads = '', name = '', feeds = '0'] = process.argv.slice(2)
const client = dynamoClient(endpoint)
const home = dynamoStateHome({ client, tables: { heads, items: '' }, meter: newMeter() })
for (let n = 0; n < Number(feeds); n++) {
  const feed = `us-xx-${n}` as FeedId
  const asked = [1, 2, 3, 4, 5].map((poller) => home.acquire(feed, ask(`${name}-${poller}`, 0), signal))
  const given = (await Promise.all(asked)).filter(({ granted }) => granted)
  writeSync(1, given.map(() => `${feed}\n`).join(''))
}
client.destroy()
