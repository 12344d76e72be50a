import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { describe, expect, test } from 'vitest'
import { clientOptions } from '../../engine/aws/client-options.ts'
import { awsSettings } from '../../engine/aws/settings.ts'
import { readConfig } from '../../engine/config.ts'
import { openHomes } from '../../engine/entry/homes.ts'
import type { FeedId } from '../../engine/model/ids.ts'
import type { TraceEvent } from '../../engine/trace/events.ts'
import { feed } from '../helpers/feed-command.ts'
import { cloudEnvironment, cloudNeeds, keepSecret } from './cloud-home.ts'

const { missing, named } = cloudNeeds
const { signal } = new AbortController()
const county = 'us-xx-county' as FeedId
const event: TraceEvent = {
  event: 'poll.started',
  feed: county,
  poll: 'one',
  at: '2024-11-06T02:00:00.000Z',
  plan: '0'.repeat(64),
  build: 1,
  ms: 3,
}

describe.skipIf(missing)(named('the homes in the cloud'), () => {
  const open = (environment: Readonly<Record<string, string>>) => openHomes(readConfig(environment, 'aws'))

  test('have written the trace when they are closed, and told it to whoever else asks', async () => {
    const environment = cloudEnvironment('none')
    await feed(['setup', '--home', 'aws'], { environment })
    const heard: TraceEvent[] = []
    const trace = { emit: (one: TraceEvent) => void heard.push(one), flush: async () => undefined }
    {
      await using homes = await openHomes(readConfig(environment, 'aws'), { trace })
      homes.trace.emit(event)
    }
    await using homes = await open(environment)
    const damaged = () => expect.unreachable()
    expect(await Array.fromAsync(homes.traces.events(county, { damaged, signal }))).toEqual([event])
    expect(heard).toEqual([event])
  })

  test('ask nothing before they are used, nor when they are closed', async () => {
    let connections = 0
    // Who asked here would be heard, and wait for ever.
    const silent = createServer(() => void (connections += 1)).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    const at = `127.0.0.1:${port}`
    const services = ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_DYNAMODB', 'AWS_ENDPOINT_URL_S3']
    const nowhere = Object.fromEntries(services.map((name) => [name, `http://${at}`]))
    const homes = await open({ ...cloudEnvironment('none'), ...nowhere, CANVASS_BROKERS: at })
    homes.reader('tally')
    await homes[Symbol.asyncDispose]()
    expect(homes.meter.read()).toEqual({})
    // Connections that still wait to be heard come before one of our own.
    const own = connect(port, '127.0.0.1')
    await once(silent, 'connection')
    expect(connections).toBe(1)
    own.destroy()
    silent.close()
  })

  test('count what they ask with one meter', async () => {
    const environment = cloudEnvironment('none')
    await feed(['setup', '--home', 'aws'], { environment })
    await using homes = await open(environment)
    expect(await homes.state.peek(county, signal)).toBeUndefined()
    expect(await homes.results.statuses(signal)).toEqual([])
    const { 'dynamodb.reads': reads = 0 } = homes.meter.read()
    expect(reads).toBeGreaterThan(1)
  })

  test('find secrets in the service that the environment names, below its prefix, and nowhere else', async () => {
    const stage = cloudEnvironment('none')
    const environment = { ...stage, CANVASS_SECRET_KEY: 'of this machine' }
    await keepSecret(environment, 'key', 'of the manager')
    const manager = await open(environment)
    expect(await manager.secrets.get('key', signal)).toBe('of the manager')
    await manager[Symbol.asyncDispose]()
    const place = `/${stage['CANVASS_BUCKET']}/`
    const store = { ...environment, CANVASS_SECRETS: `ssm:${place}` }
    const client = new SSMClient(clientOptions(awsSettings({ environment: store }, 'us-east-1'), 'ssm'))
    await client.send(
      new PutParameterCommand({
        Name: `${place}key`,
        Value: 'of the store',
        Type: 'SecureString',
        Overwrite: true,
      }),
    )
    client.destroy()
    await using homes = await open(store)
    expect(await homes.secrets.get('key', signal)).toBe('of the store')
    await expect(homes.secrets.get('other', signal)).rejects.toMatchObject({ code: 'SECRET_MISSING' })
  })
})
