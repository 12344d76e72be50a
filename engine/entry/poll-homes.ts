import type { Config } from '../config.ts'
import type { Surroundings } from '../source/source.ts'
import type { PollHomes } from './every-port.ts'

/**
 * The homes that the configuration chooses, for a process that polls and does nothing else: of the others not even the code
 * is loaded. Fails with DATABASE_UNUSABLE; the cloud is not asked before something is read or written.
 */
export async function openPollHomes(
  config: Pick<Config, 'data' | 'environment' | 'cloud'>,
  surroundings: Surroundings,
): Promise<PollHomes> {
  if (config.cloud === undefined) {
    const { embeddedPollHomes } = await import('./embedded-poll-homes.ts')
    return embeddedPollHomes(config, surroundings)
  }
  const { cloudPollHomes } = await import('./cloud-poll-homes.ts')
  return cloudPollHomes(config.cloud, config, surroundings)
}
