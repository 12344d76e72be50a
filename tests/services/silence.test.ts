import { describe, expect, test } from 'vitest'
import { cloudClients } from '../../engine/entry/cloud-clients.ts'
import { newMeter } from '../../engine/flow/meter.ts'
import type { FeedId } from '../../engine/model/ids.ts'
import { parameterStore } from '../../engine/secrets/parameter-store.ts'
import { secretsManager } from '../../engine/secrets/secrets-manager.ts'
import { dynamoStateHome } from '../../engine/state/dynamo.ts'
import { systemClock } from '../../engine/time/system-clock.ts'
import { kinesisReader } from '../../engine/trace/kinesis-reader.ts'
import { httpFaultProxy } from './fault-proxy.ts'
import { needs } from './needs.ts'

const { endpoints, missing, named } = needs('moto')
const { signal } = new AbortController()

describe.skipIf(missing)(named('a service that takes a call and never answers'), () => {
  test('is known to be out within 20 seconds: secrets, state and the trace', async () => {
    await using proxy = await httpFaultProxy(endpoints.moto)
    proxy.when(() => ({ kind: 'delay', milliseconds: 60_000 }))
    const environment = {
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL: proxy.endpoint,
    }
    using clients = cloudClients(
      {
        region: 'us-east-1',
        tables: { heads: 'heads', items: 'items', results: 'results', register: 'register' },
        bucket: 'bucket',
        brokers: ['127.0.0.1:1'],
        brokerAccess: 'open',
        topicPrefix: '',
        traceStream: 'trace',
        secrets: { service: 'secrets-manager', prefix: '' },
      },
      { environment },
    )
    const given = { prefix: '', meter: newMeter(), clock: systemClock }
    const state = dynamoStateHome({
      client: clients.dynamodb,
      tables: { heads: 'heads', items: 'items' },
      meter: newMeter(),
    })
    const reader = kinesisReader({ client: clients.promptKinesis, stream: 'trace', clock: systemClock })
    const began = performance.now()
    const outage = { code: 'AWS_FAILED', retryable: true }
    await Promise.all([
      expect(
        secretsManager({ ...given, client: clients.secretsManager() }).get('login', signal),
      ).rejects.toMatchObject(outage),
      expect(parameterStore({ ...given, client: clients.ssm() }).get('login', signal)).rejects.toMatchObject(
        outage,
      ),
      expect(
        Array.fromAsync(reader.events('us-nc-precinct' as FeedId, { damaged: () => undefined, signal })),
      ).rejects.toMatchObject(outage),
      expect(state.head('us-nc-precinct' as FeedId, signal)).rejects.toMatchObject(outage),
    ])
    expect(performance.now() - began).toBeLessThan(20_000)
  })
})
