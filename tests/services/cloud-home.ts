import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { clientOptions } from '../../engine/aws/client-options.ts'
import { awsSettings } from '../../engine/aws/settings.ts'
import { needs } from './needs.ts'
import { accessVariables } from './server-access.ts'

const { endpoints, missing, named } = needs('dynamodb', 's3', 'moto', 'kafka')
export const cloudNeeds = { missing, named }

/** Variables of a home in the cloud that nobody else has, by the servers of the tests. Nothing is made yet. */
export function cloudEnvironment(folder: string): Readonly<Record<string, string>> {
  const stage = `t${randomUUID().slice(0, 8)}`
  return {
    CANVASS_ENV_FILE: '/dev/null',
    CANVASS_FEEDS: join(folder, 'feeds'),
    CANVASS_HOME: join(folder, 'data'),
    CANVASS_PERSON: 'Kim',
    CANVASS_HEADS_TABLE: `${stage}-heads`,
    CANVASS_ITEMS_TABLE: `${stage}-items`,
    CANVASS_RESULTS_TABLE: `${stage}-results`,
    CANVASS_REGISTER_TABLE: `${stage}-register`,
    CANVASS_BUCKET: `${stage}-archive`,
    CANVASS_TOPIC_PREFIX: `${stage}.`,
    CANVASS_TRACE_STREAM: `${stage}-trace`,
    CANVASS_SECRETS: `secrets-manager:${stage}/`,
    ...accessVariables(endpoints),
  }
}

/** Keeps a secret where the homes of those variables look for it. */
export async function keepSecret(
  environment: Readonly<Record<string, string>>,
  name: string,
  value: string,
): Promise<void> {
  const client = new SecretsManagerClient(
    clientOptions(awsSettings({ environment }, environment['AWS_REGION'] ?? ''), 'secrets-manager'),
  )
  const prefix = environment['CANVASS_SECRETS']?.replace('secrets-manager:', '') ?? ''
  await client.send(new CreateSecretCommand({ Name: `${prefix}${name}`, SecretString: value }))
  client.destroy()
}
