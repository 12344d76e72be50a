import { awsSettings } from '../aws/settings.ts'
import type { Config } from '../config.ts'
import type { FeedError } from '../errors/feed-error.ts'
import { folderFiles } from '../plan/feed-files.ts'
import { hostAllowances } from '../plan/hosts.ts'
import { proxyOfEnvironment } from '../source/http/proxy-options.ts'
import type { Surroundings } from '../source/source.ts'
import type { Clock } from '../time/clock.ts'
import { budgetOf } from './host-turns.ts'

/** What this environment says to the sources of all feeds that it polls. Throws every problem of hosts.yaml. */
export function surroundingsOf(
  config: Pick<Config, 'feeds' | 'environment' | 'proxy' | 'cloud'>,
  clock: Clock,
): Surroundings {
  const problems: FeedError[] = []
  const hosts = hostAllowances(config.feeds, folderFiles, (error) => void problems.push(error))
  if (problems.length > 0) throw new AggregateError(problems)
  return {
    aws: (region) => awsSettings(config, region),
    budget: budgetOf(config, hosts, clock),
    proxy: proxyOfEnvironment(config.proxy),
  }
}
