import { describe, expect, test } from 'vitest'
import { cloudHomes } from '../../engine/entry/cloud-homes.ts'
import { resultKey } from '../../engine/model/ids.ts'
import { contest, feed, wake } from '../conformance/results-samples.ts'
import { stateTables } from './dynamo-tables.ts'
import { httpFaultProxy } from './fault-proxy.ts'
import { needs } from './needs.ts'
import { accessVariables } from './server-access.ts'

const { signal } = new AbortController()
const { endpoints, missing, named } = needs('dynamodb')

describe.skipIf(missing)(named('a table of results that is too busy'), () => {
  test('takes no tries away from the polls', async () => {
    await using made = await stateTables(endpoints.dynamodb)
    await using line = await httpFaultProxy(endpoints.dynamodb)
    const nowhere = 'http://127.0.0.1:1'
    const environment = accessVariables({
      dynamodb: line.endpoint,
      s3: nowhere,
      moto: nowhere,
      kafka: '127.0.0.1:1',
    })
    await using homes = cloudHomes(
      {
        region: 'us-east-1',
        tables: { ...made.tables, results: 'busy', register: 'busy' },
        bucket: 'bucket',
        brokers: ['127.0.0.1:1'],
        brokerAccess: 'open',
        topicPrefix: '',
        traceStream: 'trace',
        secrets: { service: 'secrets-manager', prefix: '' },
      },
      { environment },
    )
    line.when(() => ({ kind: 'error', name: 'ProvisionedThroughputExceededException' }))
    const asked = Array.from({ length: 60 }, (_, n) =>
      homes.results.get(feed, resultKey(contest, `${wake}/precinct:${n}`), signal),
    )
    const answers = await Promise.allSettled(asked)
    expect(answers.every(({ status }) => status === 'rejected')).toBe(true)
    // Beyond the first tries: what the SDK allows one client to try again before it gives up trying.
    expect(line.seen.length - asked.length).toBeGreaterThanOrEqual(100)

    line.calm()
    const before = line.seen.length
    line.next({ kind: 'error', name: 'InternalServerError' })
    expect(await homes.state.peek(feed, signal)).toBeUndefined()
    expect(line.seen.slice(before)).toHaveLength(2)
  })
})
