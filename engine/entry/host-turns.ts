import type { Config } from '../config.ts'
import { allowanceIn, type HostAllowances } from '../source/host-allowances.ts'
import { type HostBudget, hostBudget } from '../source/host-budget.ts'
import { type SharedTurns, sharedBudget } from '../source/shared-turns.ts'
import type { Clock } from '../time/clock.ts'

/**
 * What may be asked of hosts: by this process alone, or where there is a table for it by all that share that table, as far as hosts are
 * shared. What asks the table is loaded with the first turn at such a host.
 */
export function budgetOf(
  { cloud, environment }: Pick<Config, 'cloud' | 'environment'>,
  hosts: HostAllowances,
  clock: Clock,
): HostBudget {
  const allowanceOf = allowanceIn(hosts)
  const own = hostBudget(allowanceOf, clock)
  const { hostsTable: table, region } = cloud ?? {}
  if (table === undefined || region === undefined) return own
  const open = async (): Promise<SharedTurns> => {
    const [{ DynamoDBClient }, { clientOptions }, { awsSettings }, { dynamoTurns }, { newMeter }] =
      await Promise.all([
        import('@aws-sdk/client-dynamodb'),
        import('../aws/client-options.ts'),
        import('../aws/settings.ts'),
        import('../source/dynamo-turns.ts'),
        import('../flow/meter.ts'),
      ])
    const client = new DynamoDBClient(clientOptions(awsSettings({ environment }, region), 'dynamodb'))
    return dynamoTurns({ client, table, meter: newMeter() })
  }
  let opened: Promise<SharedTurns> | undefined
  const turns: SharedTurns = {
    async next(...asked) {
      opened ??= open()
      return (await opened).next(...asked)
    },
  }
  const shared = new Set(hosts.shared ?? Object.keys(hosts.named))
  return sharedBudget(own, { turns, isShared: (host) => shared.has(host), allowanceOf, clock })
}
