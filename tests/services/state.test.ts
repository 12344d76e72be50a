import { describe } from 'vitest'
import { newMeter } from '../../engine/flow/meter.ts'
import { dynamoStateHome } from '../../engine/state/dynamo.ts'
import { stateConformance } from '../conformance/state.ts'
import { stateTables } from './dynamo-tables.ts'
import { needs } from './needs.ts'

const { endpoints, missing, named } = needs('dynamodb')

describe.skipIf(missing)(named('the state store on DynamoDB'), () => {
  stateConformance('DynamoDB', async () => {
    const its = await stateTables(endpoints.dynamodb)
    return {
      home: dynamoStateHome({ ...its, meter: newMeter() }),
      damage: its.damage,
      close: async () => its[Symbol.asyncDispose](),
    }
  })
})
