import { type Assumed, assumptions } from '../cost/assumptions.ts'
import { feedError } from '../errors/feed-error.ts'
import { near } from '../flow/near.ts'
import { durationPattern, milliseconds } from '../time/duration.ts'

/** Numbers that are said in the place of those that are assumed: `payload-kilobytes=2000`. CLI_USAGE. */
export const otherwiseIn = (said: readonly string[]): Partial<Assumed> =>
  Object.fromEntries(said.map(numberIn))

function numberIn(text: string): readonly [name: string, value: number] {
  const [, name = text, number = ''] = /^([^=]*)=(.*)$/.exec(text) ?? []
  if (!Object.hasOwn(assumptions, name)) {
    const names = Object.keys(assumptions)
    const meant = near(name, names)
    const advice = meant === undefined ? `There are: ${names.join(', ')}.` : `Did you mean "${meant}"?`
    throw usage(`--assume is "${text}", and nothing of that name is assumed`, advice)
  }
  const value = Number(number)
  if (/^\d{1,9}(\.\d{1,9})?$/.test(number) && (value > 0 || mayBeNone.has(name))) return [name, value]
  throw usage(
    `--assume is "${text}", without a number ${mayBeNone.has(name) ? 'from 0 on' : 'above 0'}`,
    `Such as ${name}=${assumptions[name as keyof Assumed].value}.`,
  )
}

/** Of these there may be none; the others divide, or there is no stage without them. */
const mayBeNone: ReadonlySet<string> = new Set([
  'updates-per-night',
  'updates-per-day',
  'sources-without-validators',
  'gateways',
  'nat-instances',
  'brokers',
  'small-brokers',
  'serverless-clusters',
  'broker-gigabytes',
  'alarms',
  'keys',
  'name-zones',
])

/** Milliseconds of `--every`. CLI_USAGE. */
export function everyIn(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const found = new RegExp(durationPattern).test(text) ? milliseconds(text) : 0
  if (found >= 1_000) return found
  throw usage(`--every is "${text}", which is no span of time of a second or more`, 'Such as 15s or 5m.')
}

/** How many feeds `--feeds` asks for. CLI_USAGE. */
export function countIn(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^\d{1,7}$/.test(text)) return Number(text)
  throw usage(`--feeds is "${text}", not a whole number up to 9,999,999`, 'Such as 500.')
}

const usage = (problem: string, advice: string) => feedError('CLI_USAGE', { problem, advice })
