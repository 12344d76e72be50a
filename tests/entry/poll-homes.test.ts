import { expect, test } from 'vitest'
import type { Cloud } from '../../engine/config.ts'
import { embeddedHomes } from '../../engine/entry/embedded-homes.ts'
import { pollFeed } from '../../engine/entry/poll-feed.ts'
import { openPollHomes } from '../../engine/entry/poll-homes.ts'
import type { FeedId } from '../../engine/model/ids.ts'
import { startHttpServer } from '../helpers/http-server.ts'
import { precinctsFile, precinctsPlan } from '../helpers/precincts-feed.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const { signal } = new AbortController()

test('what is polled into them lies where all homes look for it', async () => {
  const data = temporaryFolder('poll-homes')
  await using server = await startHttpServer((_, response) => void response.end(precinctsFile([12])))
  const plan = precinctsPlan('homes', server.url)
  {
    await using homes = await openPollHomes({ data, environment: {}, cloud: undefined }, {})
    expect(await pollFeed(plan, homes, { build: 1 }, signal)).toMatchObject({
      kind: 'published',
      revision: 1,
    })
  }
  await using homes = embeddedHomes({ data, environment: {} })
  expect(await homes.state.peek(plan.feed, signal)).toMatchObject({ revision: 1 })
  const revisions = await Array.fromAsync(homes.archive.revisions(plan.feed, signal))
  expect(revisions.map(({ revision }) => revision)).toEqual([1])
})

test.each(['ssm', 'secrets-manager'] as const)(
  'in the cloud nothing connects before it is used, and the client of secrets in %s is loaded with the first',
  { timeout: 30_000 },
  async (service) => {
    const cloud: Cloud = {
      region: 'us-east-1',
      tables: { heads: 'heads', items: 'items', results: 'results', register: 'register' },
      bucket: 'bucket',
      brokers: ['127.0.0.1:1'],
      brokerAccess: 'open',
      topicPrefix: '',
      traceStream: 'trace',
      secrets: { service, prefix: '' },
    }
    const environment = {
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
      AWS_ACCESS_KEY_ID: 'a-key',
      AWS_SECRET_ACCESS_KEY: 'that opens nothing',
    }
    await using homes = await openPollHomes({ data: '', environment, cloud }, {})
    await expect(homes.secrets.get('vendor', signal)).rejects.toMatchObject({ code: 'AWS_FAILED' })
    await expect(homes.state.peek('us-zz-x' as FeedId, signal)).rejects.toMatchObject({ code: 'AWS_FAILED' })
  },
)
