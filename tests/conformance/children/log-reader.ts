import { writeSync } from 'node:fs'
import { sqliteLog } from '../../../engine/log/sqlite.ts'

/** Reads and settles until it has seen so many messages; says that it begins, and each id once its batch is settled. */
const [file = '', topic = '', group = '', count = '0'] = process.argv.slice(2)
const reader = sqliteLog(file).reader(group)
let seen = 0
const deliveries = reader.read([topic], { drain: false, signal: AbortSignal.timeout(60_000) })
writeSync(1, 'reading\n')
for await (const delivery of deliveries) {
  await delivery.settle()
  writeSync(1, delivery.messages.map(({ id }) => `${id}\n`).join(''))
  seen += delivery.messages.length
  if (seen >= Number(count)) break
}
await reader[Symbol.asyncDispose]()
process.exit(0)
