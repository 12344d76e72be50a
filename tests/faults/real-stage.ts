import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fastest, newWorld, type World, type WorldOptions } from '../crash/world.ts'
import { type FaultProxy, httpFaultProxy } from '../services/fault-proxy.ts'
import { kafkaFaultProxy } from '../services/fault-proxy-kafka.ts'
import type { Fault, ProxiedRequest } from '../services/fault-proxy-rules.ts'
import { type KafkaServer, startKafka } from '../services/kafka.ts'
import type { Variant } from './embedded-stage.ts'
import { livesAt } from './lives.ts'
import { type Played, playStory } from './play-story.ts'
import { makeRealPlace, type RealPlace, realHomes } from './real-homes.ts'
import type { Story } from './story.ts'
import type { Surroundings } from './strike.ts'

type Service = 'dynamodb' | 's3' | 'kafka'

/** Real servers, each behind a proxy; the broker is its own, since it must name the proxy to its clients. */
export interface RealServers extends AsyncDisposable {
  readonly proxies: Readonly<Record<Service, FaultProxy>>
  readonly kafka: KafkaServer
}

export async function realServers(endpoints: {
  readonly dynamodb: string
  readonly s3: string
}): Promise<RealServers> {
  await using stack = new AsyncDisposableStack()
  const broker = stack.use(await kafkaFaultProxy())
  const kafka = stack.use(await startKafka({ advertised: broker.port }))
  broker.towards({ host: '127.0.0.1', port: kafka.behind.port })
  const proxies = {
    dynamodb: stack.use(await httpFaultProxy(endpoints.dynamodb)),
    s3: stack.use(await httpFaultProxy(endpoints.s3)),
    kafka: broker,
  }
  const all = stack.move()
  return { proxies, kafka, [Symbol.asyncDispose]: () => all.disposeAsync() }
}

interface Unconditional {
  /** DynamoDB forgets what a write is conditional on: for the test of this test. */
  readonly unconditional?: boolean
}
export type RealVariant = Variant & Unconditional

/** A world over tables, a bucket and topics of its own, and what removes them. */
export async function realWorld(
  servers: RealServers,
  { unconditional = false, ...options }: Omit<WorldOptions, 'homes' | 'directory'> & Unconditional = {},
): Promise<{ readonly world: World; readonly place: RealPlace; readonly remove: () => Promise<void> }> {
  const { dynamodb, s3, kafka } = servers.proxies
  const name = `story-${randomUUID().slice(0, 8)}`
  const place: RealPlace = { dynamodb: dynamodb.endpoint, s3: s3.endpoint, kafka: kafka.endpoint, name }
  const remove = await makeRealPlace(place)
  const directory = mkdtempSync(join(fastest, 'canvass-story-'))
  return {
    world: newWorld({ ...options, directory, homes: realHomes(place, { unconditional }) }),
    place,
    async remove() {
      await remove()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** Plays a story over tables, a bucket and topics of its own. */
export async function playReal(
  story: Story,
  servers: RealServers,
  { mutant, unconditional = false, ...rest }: RealVariant = {},
): Promise<Played> {
  const { world, place, remove } = await realWorld(servers, {
    unconditional,
    small: story.small,
    ...(mutant === undefined ? {} : { mutant }),
  })
  const surroundings: Surroundings = {
    // Its polls take longer, and so does its first one.
    life: (of, said, killedAfter) => livesAt({ real: place })(of, said, 6 * killedAfter),
    misbehave: (what, from, requests) => misbehave(servers, what, from, requests),
    turn: () => setTimeout(3),
  }
  try {
    return await playStory(story, { world, surroundings, pace: 60_000, ...rest })
  } finally {
    await world.close()
    await remove()
  }
}

/** From so many requests on, to whichever of the servers, so many meet a fault. */
async function misbehave(
  { proxies, kafka }: RealServers,
  what: string,
  from: number,
  requests: number,
): Promise<() => Promise<void>> {
  const all = Object.entries(proxies) as [Service, FaultProxy][]
  let asked = 0
  let ended: Promise<unknown> = Promise.resolve()
  const isNow = (): boolean => {
    asked += 1
    return asked > from && asked <= from + requests
  }
  for (const [service, proxy] of all) {
    proxy.when((request) => {
      if (what === 'stop') {
        // In the middle of a publish.
        if (request.call !== 'produce' || asked++ > 0) return undefined
        // Back at once, so that the publish goes on; or only when the poll has given up.
        ended = kafka.stop(from % 2 === 0).then(() => (from % 3 === 0 ? undefined : kafka.start()))
        return { kind: 'lost answer' }
      }
      if (!isNow()) return undefined
      if (what !== 'down') return faultOf(what, service, request)
      if (asked === from + 1) ended = proxy.down()
      return { kind: 'refuse' }
    })
  }
  return async () => {
    await ended
    for (const [, proxy] of all) {
      proxy.calm()
      await proxy.up()
    }
    await kafka.start()
  }
}

const throttled = {
  dynamodb: ['ProvisionedThroughputExceededException', 'ThrottlingException', 'InternalServerError'],
  s3: ['SlowDown', 'InternalServerError'],
} as const

function faultOf(what: string, service: Service, { number }: ProxiedRequest): Fault | undefined {
  switch (what) {
    case 'delay':
      return { kind: 'delay', milliseconds: 50 + ((number * 97) % 400) }
    case 'lost answer':
      return { kind: 'lost answer' }
    case 'cut':
      return { kind: number % 2 === 0 ? 'cut request' : 'cut answer' }
    case 'throttle': {
      if (service === 'kafka') return { kind: 'delay', milliseconds: 100 }
      const names = throttled[service]
      return { kind: 'error', name: names[number % names.length] ?? 'InternalServerError' }
    }
    default:
      return { kind: 'refuse' }
  }
}
