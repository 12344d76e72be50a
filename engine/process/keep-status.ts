import { type FeedStatus, topics } from '../model/envelope.ts'
import type { ProcessorMaker } from './processor.ts'

/** Keeps what each feed last said of itself: freshness, holds, how many results it has. */
export const keepStatus: ProcessorMaker = {
  name: 'keep-status',
  topic: topics.status,
  make:
    ({ results }) =>
    async (messages, signal) => {
      for (const { value } of messages) await results.saveStatus(JSON.parse(value) as FeedStatus, signal)
      return []
    },
}
