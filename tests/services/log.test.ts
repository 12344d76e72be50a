import { describe } from 'vitest'
import { logConformance } from '../conformance/log.ts'
import { kafkaHome } from './log-on-kafka.ts'
import { needs } from './needs.ts'

const { endpoints, missing, named } = needs('kafka')

describe.skipIf(missing)(named('the log on Kafka'), () => {
  logConformance('the Kafka log', async () => kafkaHome(endpoints.kafka))
})
