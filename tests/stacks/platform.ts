import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { whyAbsent } from '../services/artifacts.ts'

export const root = join(import.meta.dirname, '../..')

/** Why nothing can be planned here. Undefined: the platform of SST is installed. */
export const missing = existsSync(join(root, '.sst/.complete'))
  ? undefined
  : whyAbsent('the platform of SST', 'sst')

/** The name of a suite; says the reason where it is skipped. */
export const named = (name: string): string => (missing === undefined ? name : `${name} (${missing})`)
