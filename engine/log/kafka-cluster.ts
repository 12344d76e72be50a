import { connect, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { type ISocketFactory, Kafka, type KafkaConfig, logLevel } from 'kafkajs'
import type { AwsSettings } from '../aws/settings.ts'
import type { Cloud } from '../config.ts'
import { mendIdleTimers } from './kafka-idle-timers.ts'
import { mskToken } from './kafka-token.ts'

const connectionMilliseconds = 3_000
const requestMilliseconds = 10_000
const keepAliveMilliseconds = 60_000

/** The client's own tries of one request: about three seconds, on top of which its caller has a limit in time. */
const retry = { initialRetryTime: 200, maxRetryTime: 1_000, factor: 0.2, multiplier: 2, retries: 5 }

/** A client of its own, with connections of its own. */
export interface KafkaClient {
  readonly kafka: Kafka
  /** Breaks its connections, for good: every request that waits fails at once, and none is tried again. */
  cut(): void
}
/** Where the brokers are and how they let us in. Connects to nothing by itself. */
export interface KafkaCluster {
  client(): KafkaClient
}

/**
 * The brokers of the settings. `iam`: TLS, and tokens signed with the credentials of `aws` (without any: those that the
 * SDK finds by itself). kafkajs says nothing on the console; what went wrong is in the errors.
 */
export function kafkaCluster(
  { brokers, brokerAccess }: Pick<Cloud, 'brokers' | 'brokerAccess'>,
  aws: Pick<AwsSettings, 'region' | 'credentials'>,
): KafkaCluster {
  mendIdleTimers()
  const access: Partial<KafkaConfig> =
    brokerAccess === 'open'
      ? {}
      : { ssl: true, sasl: { mechanism: 'oauthbearer', oauthBearerProvider: mskToken(aws) } }
  return { client: () => newClient(brokers, access) }
}

function newClient(brokers: readonly string[], access: Partial<KafkaConfig>): KafkaClient {
  const sockets = new Set<Socket>()
  let isCut = false
  const socketFactory: ISocketFactory = ({ host, port, ssl, onConnect }) => {
    if (isCut) throw new Error('this client was cut off')
    // A certificate names hosts; an address is no name for one.
    const named = isIP(host) === 0 ? { servername: host } : {}
    const socket = ssl
      ? connectTls({ host, port, ...named, ...ssl }, onConnect)
      : connect({ host, port }, onConnect)
    socket.setKeepAlive(true, keepAliveMilliseconds)
    quietOnceGone(socket)
    sockets.add(socket)
    return socket.once('close', () => sockets.delete(socket))
  }
  const kafka = new Kafka({
    ...access,
    clientId: 'canvass',
    // Without brokers it gives up; a refused connection alone would be tried again and again.
    brokers: async () => (isCut ? [] : [...brokers]),
    connectionTimeout: connectionMilliseconds,
    requestTimeout: requestMilliseconds,
    retry,
    socketFactory,
    logLevel: logLevel.NOTHING,
    logCreator: () => () => undefined,
  })
  return {
    kafka,
    cut() {
      isCut = true
      for (const socket of sockets) socket.destroy(new Error('cut off'))
    },
  }
}

/**
 * kafkajs lets go of a broken connection again with each request that fails on it, and a socket that is gone keeps each
 * `unref` until it connects, which it never does: Node then warns of a leak (MaxListenersExceededWarning).
 */
function quietOnceGone(socket: Socket): void {
  const unref = socket.unref.bind(socket)
  socket.unref = () => (socket.destroyed ? socket : unref())
}
