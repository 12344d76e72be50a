import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  type KeySchemaElement,
  type TableDescription,
  UpdateContinuousBackupsCommand,
} from '@aws-sdk/client-dynamodb'
import type { Clock } from '../time/clock.ts'
import { awsFailure } from './failure.ts'
import { differences, type Finding, isNamed, isUnknownCall, missing } from './finding.ts'
import { untilActive } from './until-active.ts'

const backups = 'point-in-time recovery'
const pollMilliseconds = 500
const longestWait = 120_000

interface Asked {
  readonly client: DynamoDBClient
  readonly clock: Clock
  readonly make: boolean
  readonly signal: AbortSignal
}

/**
 * Looks for a table and, with `make`, makes it if it is missing, with backups where the service has them. Two that make
 * it at one time both find it made. Fails with AWS_FAILED, AWS_REFUSED.
 */
export async function setUpTable(wanted: CreateTableCommandInput, asked: Asked): Promise<Finding> {
  const name = wanted.TableName ?? ''
  const { client, make, signal } = asked
  let call = 'DescribeTable'
  const describe = async (): Promise<TableDescription | undefined> => {
    try {
      return (await client.send(new DescribeTableCommand({ TableName: name }), { abortSignal: signal })).Table
    } catch (error) {
      if (isNamed(error, 'ResourceNotFoundException')) return undefined
      throw error
    }
  }
  try {
    const before = await describe()
    if (before === undefined && !make) return missing
    if (before === undefined) {
      call = 'CreateTable'
      await client
        .send(new CreateTableCommand(wanted), { abortSignal: signal })
        .catch(unless('ResourceInUseException'))
    }
    call = 'DescribeTable'
    const table = await untilActive(describe, (found) => found.TableStatus, asked)
    call = 'UpdateContinuousBackups'
    const kept = await keepBackups(name, asked)
    return {
      is: before === undefined ? 'made' : 'there',
      added: before !== undefined && kept === 'added' ? [backups] : [],
      differs: differences(
        { ...shapeOf(table), [backups]: kept === 'off' ? 'off' : 'on' },
        { ...shapeOf(wanted), [backups]: 'on' },
      ),
    }
  } catch (error) {
    throw awsFailure(error, { service: 'dynamodb', call, of: name }, signal)
  }
}

/** Backups that can go back to any second: a state that was lost can not be made again. */
async function keepBackups(
  name: string,
  { client, clock, make, signal }: Asked,
): Promise<'on' | 'added' | 'off' | 'unknown'> {
  const until = clock.elapsed() + longestWait
  for (;;) {
    try {
      const { ContinuousBackupsDescription: found } = await client.send(
        new DescribeContinuousBackupsCommand({ TableName: name }),
        { abortSignal: signal },
      )
      if (found?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === 'ENABLED') return 'on'
      if (!make) return 'off'
      const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true }
      await client.send(
        new UpdateContinuousBackupsCommand({ TableName: name, PointInTimeRecoverySpecification }),
        { abortSignal: signal },
      )
      return 'added'
    } catch (error) {
      if (isUnknownCall(error)) return 'unknown'
      // Of a table that is new, or that another setup is at.
      if (!isNamed(error, 'ContinuousBackupsUnavailableException') || clock.elapsed() > until) throw error
    }
    await clock.sleep(pollMilliseconds, signal)
  }
}

/** What can not be changed of a table, and how it is paid, each as a text. */
function shapeOf(table: TableDescription | CreateTableCommandInput): Readonly<Record<string, string>> {
  const types = new Map(table.AttributeDefinitions?.map((one) => [one.AttributeName, one.AttributeType]))
  const keyOf = (schema: readonly KeySchemaElement[] = []): string =>
    schema.map((one) => `${one.AttributeName} ${types.get(one.AttributeName)} ${one.KeyType}`).join(', ')
  const billing =
    'BillingModeSummary' in table
      ? table.BillingModeSummary?.BillingMode
      : (table as { BillingMode?: string }).BillingMode
  return {
    key: keyOf(table.KeySchema),
    billing: billing ?? 'PROVISIONED',
    ...Object.fromEntries(
      (table.LocalSecondaryIndexes ?? []).map(({ IndexName, KeySchema, Projection }) => [
        `index ${IndexName}`,
        `${keyOf(KeySchema)}, ${Projection?.ProjectionType}`,
      ]),
    ),
  }
}

/** Others may make the same at the same time. */
const unless =
  (name: string) =>
  (error: unknown): void => {
    if (!isNamed(error, name)) throw error
  }
