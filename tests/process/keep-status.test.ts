import { expect, test } from 'vitest'
import type { Message } from '../../engine/model/envelope.ts'
import type { FeedId } from '../../engine/model/ids.ts'
import { keepStatus } from '../../engine/process/keep-status.ts'
import { feed, minute, status } from '../conformance/results-samples.ts'
import { newTallying } from './tally/tallying.ts'

const { signal } = new AbortController()

test('keeps the newest status of each feed, in whichever order they come and however often', async () => {
  const tally = newTallying()
  const keep = keepStatus.make({ results: tally.results })
  const other = status(1, minute(3), { feed: 'us-nc-other' as FeedId })
  const said = [status(2, minute(2)), status(1, minute(9)), other, status(2, minute(1)), status(2, minute(2))]
  const messages = said.map(
    (one): Message => ({ key: feed, id: one.saidAt, value: JSON.stringify(one), headers: {} }),
  )
  expect(await keep(messages, signal)).toEqual([])
  expect(await tally.results.statuses(signal)).toEqual([other, status(2, minute(2))])
  await expect(keep([{ ...messages[0], value: '{}' } as Message], signal)).rejects.toMatchObject({
    code: 'CONSUME_UNREADABLE',
  })
  await tally.close()
})
