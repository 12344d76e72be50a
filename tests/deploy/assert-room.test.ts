import { expect, test } from 'vitest'
import { assertRoom, mostBytes } from '../../engine/deploy/assert-room.ts'

const sizes = { poller: mostBytes, processing: 10_000_000, topics: 2_000_000 }

test('code that just fits is deployed', () => {
  expect(() => assertRoom(sizes, 1_900)).not.toThrow()
})

test('code that does not fit is refused before anything is made, with what to do', () => {
  expect(() => assertRoom({ ...sizes, poller: mostBytes + 1_048_576 }, 2_000)).toThrow(
    expect.objectContaining({
      code: 'DEPLOY_TOO_LARGE',
      message: 'The code of poller for 2,000 feeds is 251 MB, and a function takes 250 MB.',
      hint: expect.stringContaining('docs/scale.md'),
    }),
  )
})
