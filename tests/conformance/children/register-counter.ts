import { writeSync } from 'node:fs'
import { newMeter } from '../../../engine/flow/meter.ts'
import { dynamoRegister } from '../../../engine/register/dynamo.ts'
import { sqliteRegister } from '../../../engine/register/sqlite.ts'
import { dynamoClient } from '../../services/dynamo-tables.ts'
import { id, minute, partition, signal } from '../register-samples.ts'

/**
 * Counts up its own member of one entry that others count in too, one write after the other, each over the guard that it
 * read; says each number once it is written, and ends with `last`. Its register is a file, or a table behind an address.
 */
const [place = '', name = '', last = '1', table = ''] = process.argv.slice(2)
const register = place.startsWith('http')
  ? dynamoRegister({ client: dynamoClient(place), table, meter: newMeter() })
  : sqliteRegister(place)
for (;;) {
  const entry = await register.get(partition, id, signal)
  const counts = (entry?.body ?? {}) as Readonly<Record<string, number>>
  const next = (counts[name] ?? 0) + 1
  if (next > Number(last)) break
  const write = {
    id,
    from: entry?.guard ?? 0,
    at: minute(next),
    body: { ...counts, [name]: next },
    group: `after ${next}`,
  }
  const refused = await register.put(partition, [write], signal)
  if (refused.length === 0) writeSync(1, `${next}\n`)
}
await register[Symbol.asyncDispose]()
