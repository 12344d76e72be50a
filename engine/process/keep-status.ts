import { type FeedStatus, topics } from '../model/envelope.ts'
import { statusShape } from './message-shapes.ts'
import type { ProcessorMaker } from './processor.ts'
import { readMessages } from './read-messages.ts'

/** Keeps what each feed last said of itself: freshness, holds, how many results it has. */
export const keepStatus: ProcessorMaker = {
  name: 'keep-status',
  topic: topics.status,
  make:
    ({ results }) =>
    async (messages, signal) => {
      const said = readMessages(messages, statusShape)
      for (const status of said as readonly FeedStatus[]) await results.saveStatus(status, signal)
      return []
    },
}
