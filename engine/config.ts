import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { feedError } from './errors/feed-error.ts'

/** What the environment decides: where results go, and nothing about feeds. Frozen; read once. */
export interface Config {
  /** Folder of the embedded stores. */
  readonly data: string
  /** Folder of feeds, elections and profiles. */
  readonly feeds: string
  /** Grows with every deployment; an older one leaves feeds alone that a newer one has polled. */
  readonly build: number
  /** Who gives orders, where a command does not say. */
  readonly person: string | undefined
  /** Everything else: where secrets are looked up by name. */
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** Variables as the process has them, over those of the file `.env`. CONFIG_INVALID names every one that can not be used. */
export function readConfig(given: Readonly<Record<string, string | undefined>> = process.env): Config {
  const file = given['CANVASS_ENV_FILE'] ?? '.env'
  const fromFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}
  const environment = { ...fromFile, ...given }
  const problems: string[] = []
  const build = environment['CANVASS_BUILD'] ?? '1'
  if (!/^[1-9]\d{0,14}$/.test(build)) problems.push(`CANVASS_BUILD is "${build}", not a whole number from 1`)
  if (problems.length > 0) throw feedError('CONFIG_INVALID', { problems })
  return Object.freeze({
    data: environment['CANVASS_HOME'] ?? '.canvass',
    feeds: environment['CANVASS_FEEDS'] ?? 'feeds',
    build: Number(build),
    person: environment['CANVASS_PERSON'] ?? environment['USER'],
    environment,
  })
}
