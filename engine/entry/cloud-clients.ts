import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { KinesisClient } from '@aws-sdk/client-kinesis'
import type { S3Client } from '@aws-sdk/client-s3'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SSMClient } from '@aws-sdk/client-ssm'
import { s3Client } from '../archive/s3-client.ts'
import { clientOptions } from '../aws/client-options.ts'
import { awsSettings } from '../aws/settings.ts'
import type { Cloud, Config } from '../config.ts'
import { type KafkaCluster, kafkaCluster } from '../log/kafka-cluster.ts'

/**
 * One client per service, shared by all that lies in it, but for DynamoDB: a client stops trying again once too many of its
 * calls in a row were throttled, and a table of results that is busy must not take the tries of the polls away. None
 * connects before its first call; disposing closes them.
 */
export interface CloudClients extends Disposable {
  /** For the state. */
  readonly dynamodb: DynamoDBClient
  /** For the results, and the register of what is made of them. */
  readonly resultsDynamodb: DynamoDBClient
  readonly s3: S3Client
  /** For what is written to the stream. */
  readonly kinesis: KinesisClient
  /** For the stream itself, and for reading it: an outage is known as soon as one of DynamoDB. */
  readonly promptKinesis: KinesisClient
  secretsManager(): SecretsManagerClient
  ssm(): SSMClient
  readonly kafka: KafkaCluster
}

export function cloudClients(cloud: Cloud, config: Pick<Config, 'environment'>): CloudClients {
  const settings = awsSettings(config, cloud.region)
  const stack = new DisposableStack()
  const kept = <Client extends { destroy(): void }>(client: Client): Client =>
    stack.adopt(client, (one) => one.destroy())
  return {
    dynamodb: kept(new DynamoDBClient(clientOptions(settings, 'dynamodb'))),
    resultsDynamodb: kept(new DynamoDBClient(clientOptions(settings, 'dynamodb'))),
    s3: kept(s3Client(settings)),
    kinesis: kept(new KinesisClient(clientOptions(settings, 'kinesis'))),
    promptKinesis: kept(new KinesisClient(clientOptions(settings, 'kinesis', { isPrompt: true }))),
    secretsManager: () => kept(new SecretsManagerClient(clientOptions(settings, 'secrets-manager'))),
    ssm: () => kept(new SSMClient(clientOptions(settings, 'ssm'))),
    kafka: kafkaCluster(cloud, settings),
    [Symbol.dispose]: () => stack.dispose(),
  }
}
