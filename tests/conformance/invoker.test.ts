import { inProcessInvoker } from '../../engine/invoke/in-process.ts'
import type { Message } from '../../engine/model/envelope.ts'
import { invokerConformance } from './invoker.ts'

invokerConformance('a call in the process', async (answer) => {
  const calls: (readonly Message[])[] = []
  const invoker = inProcessInvoker({
    known: async (messages) => {
      calls.push(messages)
      return answer(messages)
    },
  })
  return { invoker, calls, close: async () => undefined }
})
