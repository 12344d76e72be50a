import { type Homes, secretsPrefix } from './places.ts'

type Given = Readonly<Record<string, string | undefined>>

/** What whoever deploys may say in the environment, and who is told of it. An address of a webhook opens a door: few know it. */
const passedOn = {
  poller: ['CANVASS_PROXY'],
  processing: ['CANVASS_ALERT_WEBHOOK', 'CANVASS_EXPORT_FORMATS'],
} as const

/** The variables that somebody is told as they are given; who does the work of several is told those of all. */
export const passedOnTo = (holders: readonly string[], given: Given): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(passedOn)
      .filter(([holder]) => holders.includes(holder))
      .flatMap(([, names]) => names)
      .flatMap((name) => (given[name] ? [[name, given[name]]] : [])),
  )

/** The variables that functions and consumers are configured by (docs/configuration.md). */
export const environmentOf = ({ state: { tables, archive }, stream, trace, exports }: Homes) => ({
  CANVASS_STORES: 'aws',
  CANVASS_STAGE: $app.stage,
  // The only folder that a function may write in.
  CANVASS_HOME: '/tmp/canvass',
  CANVASS_HEADS_TABLE: tables.heads.name,
  CANVASS_ITEMS_TABLE: tables.items.name,
  CANVASS_RESULTS_TABLE: tables.results.name,
  CANVASS_REGISTER_TABLE: tables.register.name,
  CANVASS_HOSTS_TABLE: tables.hosts.name,
  CANVASS_BUCKET: archive.name,
  CANVASS_BROKERS: stream.brokers,
  CANVASS_BROKER_ACCESS: 'iam',
  CANVASS_BROKER_KIND: stream.isServerless ? 'serverless' : 'usual',
  ...(stream.topicPrefix !== '' && { CANVASS_TOPIC_PREFIX: stream.topicPrefix }),
  CANVASS_TRACE_STREAM: trace.name,
  CANVASS_SECRETS: `secrets-manager:${secretsPrefix()}`,
  CANVASS_EXPORTS: $interpolate`s3://${exports.bucket}`,
})
