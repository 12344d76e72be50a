import type { FeedStatus } from '../model/envelope.ts'
import { statusShape } from './message-shapes.ts'
import type { ProcessorMaker, ProcessorPorts } from './processor.ts'
import { readMessages } from './read-messages.ts'

/** Keeps what each feed last said of itself: freshness, holds, how many results it has. */
export const keepStatus: ProcessorMaker<Pick<ProcessorPorts, 'results'>> = {
  name: 'keep-status',
  make:
    ({ results }) =>
    async (messages, signal) => {
      const said = readMessages(messages, statusShape)
      for (const status of said as readonly FeedStatus[]) await results.saveStatus(status, signal)
      return []
    },
}
