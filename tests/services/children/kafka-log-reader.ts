import { writeSync } from 'node:fs'
import { newMeter } from '../../../engine/flow/meter.ts'
import { kafkaLog } from '../../../engine/log/kafka.ts'
import { kafkaCluster } from '../../../engine/log/kafka-cluster.ts'

/** Publishes one message and drains the topic, settling all but the last batch if it is told to `hang` there; prints ids. */
const [broker = '', topicPrefix = '', topic = '', group = '', then = ''] = process.argv.slice(2)
const { signal } = new AbortController()
const cluster = kafkaCluster({ brokers: [broker], brokerAccess: 'open' }, { region: 'us-east-1' })
const home = kafkaLog({ cluster, topicPrefix, meter: newMeter() })
{
  await using all = new AsyncDisposableStack()
  all.use(home.log)
  const member = all.use(home.reader(group))
  for await (const delivery of member.read([topic], { drain: then !== 'hang', signal })) {
    writeSync(1, delivery.messages.map(({ id }) => `${id}\n`).join(''))
    if (then === 'hang') await new Promise(() => undefined)
    await delivery.settle()
    await home.log.publish(topic, delivery.messages, signal)
  }
}
writeSync(1, 'done\n')
