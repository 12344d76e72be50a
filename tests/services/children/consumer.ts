import { writeSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { consume } from '../../../engine/consume/consumer.ts'
import { newMeter } from '../../../engine/flow/meter.ts'
import { inProcessInvoker } from '../../../engine/invoke/in-process.ts'
import { kafkaLog } from '../../../engine/log/kafka.ts'
import { kafkaCluster } from '../../../engine/log/kafka-cluster.ts'
import { systemClock } from '../../../engine/time/system-clock.ts'

/**
 * A consumer of one topic, whose processor says what it begins and, after so many milliseconds, what it has done: `did ID`. SIGTERM
 * ends it in good order; then it says `ended`.
 */
const [broker = '', topicPrefix = '', topic = '', group = '', milliseconds = '0'] = process.argv.slice(2)
const stop = new AbortController()
process.on('SIGTERM', () => stop.abort())
const cluster = kafkaCluster({ brokers: [broker], brokerAccess: 'open' }, { region: 'us-east-1' })
const home = kafkaLog({ cluster, topicPrefix, meter: newMeter() })
const say = (line: string): void => void writeSync(1, `${line}\n`)
const invoker = inProcessInvoker({
  async slow(messages, signal) {
    say(`begins ${messages.length}`)
    await wait(Number(milliseconds), undefined, { signal })
    for (const { id } of messages) say(`did ${id}`)
    return []
  },
})
{
  await using all = new AsyncDisposableStack()
  all.use(home.log)
  const reader = all.use(home.reader(group))
  const parts = { group, routes: { [topic]: ['slow'] }, reader, invoker, clock: systemClock }
  const bury = async (): Promise<never> => Promise.reject(new Error('nothing dies here'))
  await consume({ ...parts, bury }, { drain: false, signal: stop.signal, grace: 10_000 }).catch(
    (error: unknown) => {
      if (!stop.signal.aborted) throw error
    },
  )
}
say('ended')
