import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { checkAws, proxyIn, webhookIn } from './config/addresses.ts'
import { type ExportPlace, exportsIn, usualExports } from './config/exports.ts'
import { type Form, forms } from './config/forms.ts'
import { healthIn } from './config/health.ts'
import { feedError, said } from './errors/feed-error.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Where state, archive, log and results are: on this machine, or in the cloud. */
export const homeWords = ['embedded', 'aws'] as const
export type HomeWord = (typeof homeWords)[number]

/** Where everything lies when it lies in the cloud (DESIGN §6); `feed setup` makes what is missing of it. */
export interface Cloud {
  readonly region: string
  readonly tables: {
    readonly heads: string
    readonly items: string
    readonly results: string
    readonly register: string
  }
  /** The table of what is asked of hosts by all pollers together. Undefined: each keeps to the budget of a host by itself. */
  readonly hostsTable?: string | undefined
  readonly bucket: string
  /** `host:port`, at least one. */
  readonly brokers: readonly string[]
  /** `iam`: TLS and the identity of this process, as MSK wants it. `open`: neither, for a broker on this machine. */
  readonly brokerAccess: 'iam' | 'open'
  /** `serverless`: brokers that take only some settings of a topic. Undefined: `usual`, which take all. */
  readonly brokerKind?: 'usual' | 'serverless'
  /** Stands before the names of all topics, so that stages may share a cluster. May be empty. */
  readonly topicPrefix: string
  readonly traceStream: string
  readonly secrets: { readonly service: 'secrets-manager' | 'ssm'; readonly prefix: string }
  /** The Lambda function that processors run in. Undefined: they run in the process that consumes. */
  readonly processing?: string | undefined
  /** A polling function, of whose code the desk takes the feeds. Undefined: they lie in a folder. */
  readonly polling?: string | undefined
}

/** What the environment decides: where results go, and nothing about feeds. Frozen; read once. */
export interface Config {
  /** Folder of the embedded stores. */
  readonly data: string
  /** Folder of feeds, elections and profiles. */
  readonly feeds: string
  /** Grows with every deployment; an older one leaves feeds alone that a newer one has polled. */
  readonly build: number
  /** The homes in the cloud. Undefined: everything lies on this machine, below `data`. */
  readonly cloud: Cloud | undefined
  /** Who gives orders, where a command does not say. */
  readonly person: string | undefined
  /** The HTTP proxy that sources go through, where their specs name none; the secret `canvass-proxy` is the password. */
  readonly proxy?: { readonly host: string; readonly port: number; readonly user?: string } | undefined
  /** Where alerts are posted to, signed with the secret `canvass-alert-webhook`. Undefined: nowhere. */
  readonly alertWebhook?: string | undefined
  /** Where exports are written. Undefined: below `data`, in every format. */
  readonly exports?: ExportPlace | undefined
  /** Where `feed consume` tells its health. Undefined: nowhere. */
  readonly health?: { readonly host: string; readonly port: number } | undefined
  /** Names this deployment in the metrics of its functions. */
  readonly stage: string
  /** Everything else: where secrets are looked up by name. */
  readonly environment: Environment
}

/** Every variable of the program, secrets and what stacks/ reads apart; `docs/configuration.md` explains each. */
export const variables = [
  'CANVASS_HOME',
  'CANVASS_FEEDS',
  'CANVASS_BUILD',
  'CANVASS_PERSON',
  'CANVASS_PROXY',
  'CANVASS_ALERT_WEBHOOK',
  'CANVASS_EXPORTS',
  'CANVASS_EXPORT_FORMATS',
  'CANVASS_HEALTH_PORT',
  'CANVASS_ENV_FILE',
  'CANVASS_STORES',
  'CANVASS_HEADS_TABLE',
  'CANVASS_ITEMS_TABLE',
  'CANVASS_RESULTS_TABLE',
  'CANVASS_REGISTER_TABLE',
  'CANVASS_HOSTS_TABLE',
  'CANVASS_BUCKET',
  'CANVASS_BROKERS',
  'CANVASS_BROKER_ACCESS',
  'CANVASS_BROKER_KIND',
  'CANVASS_TOPIC_PREFIX',
  'CANVASS_TRACE_STREAM',
  'CANVASS_SECRETS',
  'CANVASS_PROCESSING_FUNCTION',
  'CANVASS_POLLING_FUNCTION',
  'CANVASS_STAGE',
] as const

/**
 * Variables as the process has them, over those of the file `.env`; `home` outranks CANVASS_STORES. CONFIG_INVALID names
 * everything that can not be used.
 */
export function readConfig(given: Environment = process.env, home?: HomeWord): Config {
  const problems: string[] = []
  const environment = { ...readEnvFile(given['CANVASS_ENV_FILE'], problems), ...given }
  for (const name of Object.keys(environment)) {
    if (isUnknown(name)) problems.push(`${name} is no variable of Canvass (${variables.join(', ')})`)
  }
  const data = folder(environment, 'CANVASS_HOME', '.canvass', problems)
  const cloudHomes = cloud(environment, home, problems)
  const config = Object.freeze({
    data,
    feeds: folder(environment, 'CANVASS_FEEDS', 'feeds', problems),
    build: wholeNumber(environment, 'CANVASS_BUILD', 1, problems),
    cloud: cloudHomes,
    person: [environment['CANVASS_PERSON'], environment['USER']].find((name) => name?.trim()),
    proxy: proxyIn(environment['CANVASS_PROXY']?.trim() ?? '', problems),
    alertWebhook: webhookIn(environment['CANVASS_ALERT_WEBHOOK']?.trim() ?? '', problems),
    exports: exportsIn(environment, usualExports(data, cloudHomes), problems),
    health: healthIn(environment['CANVASS_HEALTH_PORT']?.trim() ?? '', 'CANVASS_HEALTH_PORT', problems),
    stage: stageIn(environment, problems),
    environment: Object.freeze(environment),
  })
  if (problems.length > 0) throw feedError('CONFIG_INVALID', { problems })
  return config
}

/** A name that is nearly right would else send results to a place where nobody looks. */
const isUnknown = (name: string): boolean =>
  name.startsWith('CANVASS_') &&
  !/^CANVASS_(SECRET_|EXISTING_|DEPLOYMENT$)/.test(name) &&
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

function stageIn(environment: Environment, problems: string[]): string {
  const { form, is } = forms.stage
  const value = environment['CANVASS_STAGE']?.trim() || 'local'
  if (!form.test(value)) problems.push(`CANVASS_STAGE is "${value}", not ${is}`)
  return value
}

/** All of it or nothing: half a cloud would send some of the results to a place where nobody looks. */
function cloud(environment: Environment, home: HomeWord | undefined, problems: string[]): Cloud | undefined {
  const stores = oneOf(environment, 'CANVASS_STORES', homeWords, problems)
  if ((home ?? stores) === 'embedded') return undefined
  const why = home === undefined ? 'CANVASS_STORES is "aws"' : '--home is "aws"'
  const needed = (name: string, { form, is }: Form): string => {
    const value = environment[name]?.trim() ?? ''
    if (value === '') problems.push(`${name} is missing, and ${why}`)
    else if (!form.test(value)) problems.push(`${name} is "${value}", not ${is}`)
    return value
  }
  const region = needed('AWS_REGION', forms.region)
  const tables = {
    heads: needed('CANVASS_HEADS_TABLE', forms.table),
    items: needed('CANVASS_ITEMS_TABLE', forms.table),
    results: needed('CANVASS_RESULTS_TABLE', forms.table),
    register: needed('CANVASS_REGISTER_TABLE', forms.table),
  }
  const names = Object.values(tables).filter(Boolean)
  if (new Set(names).size < names.length)
    problems.push(
      'CANVASS_HEADS_TABLE, CANVASS_ITEMS_TABLE, CANVASS_RESULTS_TABLE and CANVASS_REGISTER_TABLE are not four tables',
    )
  const hostsTable = environment['CANVASS_HOSTS_TABLE']?.trim() || undefined
  if (hostsTable !== undefined) needed('CANVASS_HOSTS_TABLE', forms.table)
  if (hostsTable !== undefined && names.includes(hostsTable))
    problems.push('CANVASS_HOSTS_TABLE is one of the other tables')
  const bucket = needed('CANVASS_BUCKET', forms.bucket)
  const brokers = needed('CANVASS_BROKERS', forms.brokers)
  const topicPrefix = environment['CANVASS_TOPIC_PREFIX']?.trim() ?? ''
  if (topicPrefix !== '') needed('CANVASS_TOPIC_PREFIX', forms.topicPrefix)
  const traceStream = needed('CANVASS_TRACE_STREAM', forms.stream)
  const functionNamed = (name: string): string | undefined =>
    environment[name]?.trim() ? needed(name, forms.function) : undefined
  checkAws(environment, problems)
  return {
    region,
    tables,
    hostsTable,
    bucket,
    brokers: brokers
      .split(',')
      .map((broker) => broker.trim())
      .filter(Boolean),
    brokerAccess: oneOf(environment, 'CANVASS_BROKER_ACCESS', ['iam', 'open'], problems),
    brokerKind: oneOf(environment, 'CANVASS_BROKER_KIND', ['usual', 'serverless'], problems),
    topicPrefix,
    traceStream,
    secrets: secretsPlace(environment['CANVASS_SECRETS']?.trim() || 'secrets-manager:', problems),
    processing: functionNamed('CANVASS_PROCESSING_FUNCTION'),
    polling: functionNamed('CANVASS_POLLING_FUNCTION'),
  }
}

function secretsPlace(text: string, problems: string[]): Cloud['secrets'] {
  const found = /^(secrets-manager|ssm):([\w/.@+=-]*)$/.exec(text)
  if (found === null)
    problems.push(`CANVASS_SECRETS is "${text}", neither "secrets-manager:PREFIX" nor "ssm:PREFIX"`)
  return { service: found?.[1] === 'ssm' ? 'ssm' : 'secrets-manager', prefix: found?.[2] ?? '' }
}

/** The first one is what is meant where nothing is said. */
function oneOf<const Word extends string>(
  environment: Environment,
  name: string,
  words: readonly [Word, ...Word[]],
  problems: string[],
): Word {
  const value = environment[name] ?? words[0]
  const found = words.find((word) => word === value)
  if (found === undefined) problems.push(`${name} is "${value}", not one of ${words.join(', ')}`)
  return found ?? words[0]
}
