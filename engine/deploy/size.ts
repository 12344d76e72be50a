import type { Limits } from '../plan/plan.ts'
import type { DeployedFeed } from './deployment.ts'

/** What a poll may take of the small function, which several polls share. They are the limits of specs that give none. */
const ofSmall: Pick<Limits, 'bytes' | 'inflatedBytes' | 'rows' | 'seconds'> = {
  bytes: 50_000_000,
  inflatedBytes: 200_000_000,
  rows: 1_000_000,
  seconds: 120,
}

/** A feed whose spec asks for more than usual is polled by the large function, alone. */
export function sizeOf(limits: Limits): DeployedFeed['size'] {
  const isSmall = Object.entries(ofSmall).every(
    ([name, most]) => limits[name as keyof typeof ofSmall] <= most,
  )
  return isSmall ? 'small' : 'large'
}
