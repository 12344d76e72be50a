import { feedError } from '../errors/feed-error.ts'
import type { Secrets } from './secrets.ts'

/** The environment variable that holds a secret: `vendor-sftp` is read from `CANVASS_SECRET_VENDOR_SFTP`. */
export const secretVariable = (name: string): string =>
  `CANVASS_SECRET_${name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`

/** Secrets of one machine. A variable that is empty counts as missing. */
export function environmentSecrets(environment: Readonly<Record<string, string | undefined>>): Secrets {
  return {
    async get(name, signal) {
      signal.throwIfAborted()
      const variable = secretVariable(name)
      const value = environment[variable]
      if (value === undefined || value === '') {
        const place = `the environment variable ${variable}, or in the file .env of the folder you work in`
        throw feedError('SECRET_MISSING', { name, place })
      }
      return value
    },
  }
}
