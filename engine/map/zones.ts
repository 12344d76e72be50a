import { isBundled, library } from '../flow/library.ts'

/** What knows the time zones, for the mappings that read times of a wall clock. */
export const zones = library(() => import('../time/zone.ts'))
if (!isBundled) await zones.load()
