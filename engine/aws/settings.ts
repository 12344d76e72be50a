import type { Config } from '../config.ts'

/** The services of AWS that a home may lie in, by the names that the SDK gives their endpoints. */
const services = {
  dynamodb: 'DYNAMODB',
  s3: 'S3',
  kinesis: 'KINESIS',
  lambda: 'LAMBDA',
  'secrets-manager': 'SECRETS_MANAGER',
  ssm: 'SSM',
} as const
export type Service = keyof typeof services

/** How to reach AWS. What is not said here the SDK finds by itself (roles, profiles). */
export interface AwsSettings {
  readonly region: string
  readonly credentials?: {
    readonly accessKeyId: string
    readonly secretAccessKey: string
    readonly sessionToken?: string
  }
  /** Where a service is, if not at AWS: `AWS_ENDPOINT_URL_DYNAMODB` and so on, else `AWS_ENDPOINT_URL`. */
  readonly endpoints: Readonly<Partial<Record<Service, string>>>
}

/** Read from the environment of the configuration, so that `.env` counts too. */
export function awsSettings({ environment }: Pick<Config, 'environment'>, region: string): AwsSettings {
  const endpoints: Partial<Record<Service, string>> = {}
  for (const [service, name] of Object.entries(services) as [Service, string][]) {
    const endpoint = environment[`AWS_ENDPOINT_URL_${name}`] ?? environment['AWS_ENDPOINT_URL']
    if (endpoint !== undefined && endpoint !== '') endpoints[service] = endpoint
  }
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = environment
  if (!accessKeyId || !secretAccessKey) return { region, endpoints }
  const token = sessionToken ? { sessionToken } : {}
  return { region, endpoints, credentials: { accessKeyId, secretAccessKey, ...token } }
}
