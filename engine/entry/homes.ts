import type { Config } from '../config.ts'
import { desksIn } from './desks.ts'
import { embeddedHomes } from './embedded-homes.ts'
import type { Homes, HomesParts } from './every-port.ts'
import { openTarget } from './export-target.ts'

export type { Homes } from './every-port.ts'

/**
 * The homes that the configuration chooses, and no feed can: those of this machine, or those in the cloud, whose clients
 * are loaded for them only. Fails with DATABASE_UNUSABLE; the cloud is not asked before something is read or written.
 */
export async function openHomes(
  config: Pick<Config, 'data' | 'environment' | 'cloud' | 'feeds' | 'alertWebhook' | 'exports'>,
  given: HomesParts = {},
): Promise<Homes> {
  const { at, formats } = config.exports ?? {}
  const exports = at && formats && { target: await openTarget(at, config), formats }
  const parts = { desk: desksIn(config), ...(exports && { exports }), ...given }
  if (config.cloud === undefined) return embeddedHomes(config, parts)
  const { cloudHomes } = await import('./cloud-homes.ts')
  return cloudHomes(config.cloud, config, parts)
}
