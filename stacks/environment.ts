import { type Homes, secretsPrefix } from './places.ts'

/** What is passed on as it stands in the environment of whoever deploys. */
const passedOn = ['CANVASS_PROXY', 'CANVASS_ALERT_WEBHOOK', 'CANVASS_EXPORT_FORMATS'] as const

/** The variables that functions and consumers are configured by (docs/configuration.md). */
export const environmentOf = (
  { state: { tables, archive }, stream, trace, exports }: Homes,
  given: Readonly<Record<string, string | undefined>> = {},
) => ({
  ...Object.fromEntries(passedOn.flatMap((name) => (given[name] ? [[name, given[name]]] : []))),
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
