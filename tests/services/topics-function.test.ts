import { afterEach, describe, expect, test, vi } from 'vitest'
import { topicsFunction } from '../../engine/entry/topics-function.ts'
import { topics } from '../../engine/model/envelope.ts'
import { cloudEnvironment, cloudNeeds } from './cloud-home.ts'

const { missing, named } = cloudNeeds
const context = { getRemainingTimeInMillis: () => 60_000 }

afterEach(() => vi.unstubAllEnvs())

describe.skipIf(missing)(named('the function that makes topics'), () => {
  test('makes them once', async () => {
    const environment = cloudEnvironment('none')
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
    const prefix = environment['CANVASS_TOPIC_PREFIX']
    const each = (is: string) => ({
      topics: Object.values(topics).map((topic) => ({ topic: `${prefix}${topic}`, is })),
    })
    const handler = topicsFunction()
    expect(await handler({}, context)).toEqual(each('made'))
    expect(await handler({}, context)).toEqual(each('there'))
  })

  test('fails by its name where no broker answers', async () => {
    const environment = { ...cloudEnvironment('none'), CANVASS_BROKERS: '127.0.0.1:9' }
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
    await expect(topicsFunction()({}, context)).rejects.toMatchObject({ code: 'LOG_FAILED' })
  })
})
