import { describe, expect, test } from 'vitest'
import { firstCounts, night } from '../helpers/night.ts'

describe('feed run --once', () => {
  test('on an empty machine polls, publishes and processes, and says what is next', async () => {
    const one = night()
    one.publish(firstCounts)
    const { exit, stdout } = await one.feed(['run', '--once'])
    expect(stdout).toMatch(/us-xx-county {2}published {2}3 changes, revision 1/)
    expect(stdout).toMatch(/→ See the figures: feed results/)
    expect(exit).toBe(0)
  })
})
