import { writeSync } from 'node:fs'
import { sqliteLog } from '../../../engine/log/sqlite.ts'
import { message } from '../log-samples.ts'

/** Publishes calls of messages, each to all its keys; says the number of a call once it is acknowledged. */
const [file = '', topic = '', name = '', first = '0', calls = '1', size = '1'] = process.argv.slice(2)
const { signal } = new AbortController()
const { log } = sqliteLog(file)
for (let call = Number(first); call < Number(first) + Number(calls); call++) {
  const messages = Array.from({ length: 20 }, (_, n) =>
    message(`${name}|${n}`, call, 'x'.repeat(Number(size))),
  )
  await log.publish(topic, messages, signal)
  writeSync(1, `${call}\n`)
}
await log[Symbol.asyncDispose]()
