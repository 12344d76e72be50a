import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { feedError, said } from './errors/feed-error.ts'

type Environment = Readonly<Record<string, string | undefined>>

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
  readonly environment: Environment
}

/** Every variable of the program, secrets apart; `docs/configuration.md` explains each. */
export const variables = [
  'CANVASS_HOME',
  'CANVASS_FEEDS',
  'CANVASS_BUILD',
  'CANVASS_PERSON',
  'CANVASS_ENV_FILE',
] as const

/** Variables as the process has them, over those of the file `.env`. CONFIG_INVALID names everything that can not be used. */
export function readConfig(given: Environment = process.env): Config {
  const problems: string[] = []
  const environment = { ...readEnvFile(given['CANVASS_ENV_FILE'], problems), ...given }
  for (const name of Object.keys(environment)) {
    if (isUnknown(name)) problems.push(`${name} is no variable of Canvass (${variables.join(', ')})`)
  }
  const config = Object.freeze({
    data: folder(environment, 'CANVASS_HOME', '.canvass', problems),
    feeds: folder(environment, 'CANVASS_FEEDS', 'feeds', problems),
    build: wholeNumber(environment, 'CANVASS_BUILD', 1, problems),
    person: [environment['CANVASS_PERSON'], environment['USER']].find((name) => name?.trim()),
    environment: Object.freeze(environment),
  })
  if (problems.length > 0) throw feedError('CONFIG_INVALID', { problems })
  return config
}

/** A name that is nearly right would else send results to a place where nobody looks. */
const isUnknown = (name: string): boolean =>
  name.startsWith('CANVASS_') &&
  !name.startsWith('CANVASS_SECRET_') &&
  !variables.some((variable) => variable === name)

/** One that was asked for must be there; the usual one may be. */
function readEnvFile(asked: string | undefined, problems: string[]): Environment {
  const file = asked ?? '.env'
  try {
    return parseEnv(readFileSync(file, 'utf8'))
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (!isMissing || asked !== undefined) problems.push(`the file "${file}" can not be read: ${said(error)}`)
    return {}
  }
}

function folder(environment: Environment, name: string, usual: string, problems: string[]): string {
  const value = environment[name] ?? usual
  if (value.trim() === '') problems.push(`${name} is empty, not a folder`)
  return value
}

function wholeNumber(environment: Environment, name: string, usual: number, problems: string[]): number {
  const value = environment[name] ?? String(usual)
  if (!/^[1-9]\d{0,14}$/.test(value)) problems.push(`${name} is "${value}", not a whole number from 1`)
  return Number(value)
}
