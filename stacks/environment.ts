import { type Homes, secretsPrefix } from './places.ts'

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
  CANVASS_BUCKET: archive.name,
  CANVASS_BROKERS: stream.brokers,
  CANVASS_BROKER_ACCESS: 'iam',
  CANVASS_TOPIC_PREFIX: stream.topicPrefix,
  CANVASS_TRACE_STREAM: trace.name,
  CANVASS_SECRETS: `secrets-manager:${secretsPrefix()}`,
  CANVASS_EXPORTS: $interpolate`s3://${exports.bucket}`,
})
