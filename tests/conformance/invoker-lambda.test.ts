import { LambdaClient } from '@aws-sdk/client-lambda'
import { clientOptions } from '../../engine/aws/client-options.ts'
import { processingFunction } from '../../engine/entry/processing-function.ts'
import { newMeter } from '../../engine/flow/meter.ts'
import { inProcessInvoker } from '../../engine/invoke/in-process.ts'
import { lambdaInvoker } from '../../engine/invoke/lambda.ts'
import type { Message } from '../../engine/model/envelope.ts'
import { startInvokeApi } from '../invoke/invoke-api.ts'
import { accessTo } from '../services/server-access.ts'
import { invokerConformance } from './invoker.ts'

invokerConformance('a function behind the Invoke API', async (answer) => {
  const calls: (readonly Message[])[] = []
  const handler = processingFunction(async () => ({
    invoker: inProcessInvoker({
      known: async (messages) => {
        calls.push(messages)
        return answer(messages)
      },
    }),
    processors: ['known'],
    flush: async () => undefined,
  }))
  const api = await startInvokeApi(async (payload) => {
    try {
      const said = await handler(JSON.parse(payload), { getRemainingTimeInMillis: () => 60_000 })
      return { payload: JSON.stringify(said) }
    } catch (error) {
      const { name, message } = error as Error
      return {
        payload: JSON.stringify({ errorType: name, errorMessage: message }),
        functionError: 'Unhandled',
      }
    }
  })
  const client = new LambdaClient(clientOptions(accessTo({ lambda: api.endpoint }), 'lambda'))
  return {
    invoker: lambdaInvoker({ client, name: 'canvass', meter: newMeter() }),
    calls,
    async close() {
      client.destroy()
      await api[Symbol.asyncDispose]()
    },
  }
})
