import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Kafka, logLevel } from 'kafkajs'
import { mendIdleTimers } from '../../engine/log/kafka-idle-timers.ts'
import { artifacts, briefJava, noJavaServer } from './artifacts.ts'
import { freePort } from './free-port.ts'
import { type Server, scratchFolder, startServer } from './process.ts'

/** A real Apache Kafka: one broker that is its own controller. */
export interface KafkaServer extends AsyncDisposable {
  /** `host:port` where clients reach it directly. */
  readonly endpoint: string
  /**
   * The second way in. The broker listens on `port` and tells clients that they find it on `advertised`; what listens
   * there (a fault proxy) must pass everything on to `port`.
   */
  readonly behind: { readonly port: number; readonly advertised: number }
  /** Ends the broker; its data and ports stay. `hard`: by SIGKILL. */
  stop(hard?: boolean): Promise<void>
  /** Starts it again, on the same data and ports; ready when this ends. */
  start(): Promise<void>
}

/** Why there can be no such server here. Undefined: there can. */
export const noKafka = (): string | undefined => noJavaServer('kafka')

/** Only what goes wrong is said. */
const quiet = '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn'
const classpath = ['-cp', join(artifacts('kafka'), '*')]
const clusterId = 'Q2FudmFzc1Rlc3RzQXJlMQ'

export interface KafkaOptions {
  /** The port that the second way in tells of. */
  readonly advertised?: number
  /** Up later, and quicker after a minute: for measuring. */
  readonly optimized?: boolean
}

/** Starts a broker on free loopback ports, with data of its own; disposing stops it and removes the data. */
export async function startKafka(options: KafkaOptions = {}): Promise<KafkaServer> {
  const data = await scratchFolder('kafka')
  const ports = {
    direct: await freePort(),
    behind: await freePort(),
    controller: await freePort(),
    advertised: options.advertised ?? (await freePort()),
  }
  const properties = join(data.path, 'server.properties')
  await writeFile(properties, settings(ports, data.path))
  await format(properties)
  const endpoint = `127.0.0.1:${ports.direct}`
  const java = options.optimized === true ? ['-Xmx512m', '-XX:+UseSerialGC'] : briefJava
  let server: Server | undefined
  const kafka: KafkaServer = {
    endpoint,
    behind: { port: ports.behind, advertised: ports.advertised },
    async stop(hard = false) {
      if (hard) await server?.kill()
      else await server?.[Symbol.asyncDispose]()
      server = undefined
    },
    async start() {
      server ??= await run(properties, endpoint, java)
    },
    async [Symbol.asyncDispose]() {
      await kafka.stop()
      await data[Symbol.asyncDispose]()
    },
  }
  try {
    await kafka.start()
    return kafka
  } catch (error) {
    await kafka[Symbol.asyncDispose]()
    throw error
  }
}

const loopback = (port: number): string => `127.0.0.1:${port}`

type Ports = Readonly<Record<'direct' | 'behind' | 'controller' | 'advertised', number>>

function settings({ direct, behind, controller, advertised }: Ports, folder: string): string {
  const at = { direct: loopback(direct), behind: loopback(behind), controller: loopback(controller) }
  return Object.entries({
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.bootstrap.servers': at.controller,
    'controller.listener.names': 'CONTROLLER',
    listeners: `DIRECT://${at.direct},BEHIND://${at.behind},CONTROLLER://${at.controller}`,
    'advertised.listeners': `DIRECT://${at.direct},BEHIND://${loopback(advertised)},CONTROLLER://${at.controller}`,
    'listener.security.protocol.map': 'DIRECT:PLAINTEXT,BEHIND:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'inter.broker.listener.name': 'DIRECT',
    'log.dirs': join(folder, 'data'),
    'offsets.topic.replication.factor': '1',
    'offsets.topic.num.partitions': '4',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
    'group.initial.rebalance.delay.ms': '0',
    'auto.create.topics.enable': 'false',
    // A broker that died and comes again must wait until its old self is forgotten.
    'broker.heartbeat.interval.ms': '500',
    'broker.session.timeout.ms': '4000',
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}

/** A new broker's data must be made by Kafka's own tool. */
async function format(properties: string): Promise<void> {
  const args = [
    ...classpath,
    'kafka.tools.StorageTool',
    'format',
    '-t',
    clusterId,
    '-c',
    properties,
    '--standalone',
  ]
  const tool = spawn('java', [...briefJava, quiet, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const said: string[] = []
  tool.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text))
  const [code] = await once(tool, 'close')
  if (code !== 0) throw new Error(`Kafka's data could not be made: ${said.join('')}`)
}

function run(properties: string, endpoint: string, java: readonly string[]): Promise<Server> {
  return startServer({
    name: 'kafka',
    program: 'java',
    args: [...java, quiet, ...classpath, 'kafka.Kafka', properties],
    ready: () => knowsGroups(endpoint),
  })
}

/** The broker answers before its coordinators have loaded; clients would meet errors that they retry. */
async function knowsGroups(endpoint: string): Promise<boolean> {
  mendIdleTimers()
  const admin = new Kafka({
    brokers: [endpoint],
    logLevel: logLevel.NOTHING,
    retry: { retries: 3, initialRetryTime: 100 },
  }).admin()
  try {
    await admin.connect()
    await admin.fetchOffsets({ groupId: 'ready' })
    return true
  } finally {
    await admin.disconnect()
  }
}
