import type { AwsSettings } from '../../engine/aws/settings.ts'

type Server = 'dynamodb' | 's3' | 'moto' | 'kafka'

/** Any will do: the servers of the tests ask nobody who they are. */
const region = 'us-east-1'
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }

/** How a client of the SDK reaches servers of the tests. */
export const accessTo = (endpoints: AwsSettings['endpoints']): AwsSettings => ({
  region,
  credentials,
  endpoints,
})

/** The same for whole homes, in the variables of the program. */
export const accessVariables = (endpoints: Readonly<Record<Server, string>>) => ({
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_ENDPOINT_URL: endpoints.moto,
  AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
  AWS_ENDPOINT_URL_S3: endpoints.s3,
  CANVASS_BROKERS: endpoints.kafka,
  CANVASS_BROKER_ACCESS: 'open',
})
