import jsonata from 'jsonata'
import { type Context, FunctionValue, type Run } from '../builtin.ts'
import { fail } from '../fault.ts'
import type { Lambda } from '../lambda.ts'
import { signatureOf } from '../signature.ts'

/** As the library keeps its own. */
interface Kept {
  readonly implementation: (this: { environment: object }, ...given: unknown[]) => unknown
}

const kept = async (name: string): Promise<Kept['implementation']> =>
  ((await jsonata(`$${name}`).evaluate({})) as Kept).implementation

/** Functions whose pictures are a language of their own: the library's, so that only who uses them loads it. */
export const libraryBuiltins: readonly FunctionValue[] = await Promise.all(
  [
    ['formatNumber', '<n-so?:s>', 'value picture options'],
    ['formatInteger', '<n-s:s>', 'value picture'],
    ['parseInteger', '<s-s:n>', 'value picture'],
    ['toMillis', '<s-s?:n>', 'timestamp picture'],
    ['fromMillis', '<n-s?s?:s>', 'millis picture timezone'],
  ].map(async ([name = '', definition = '', parameters = '']) => {
    const implementation = await kept(name)
    const run: Run = function (this: Context, ...given: unknown[]): unknown {
      if (isEndless(name, given)) fail('D1001', { value: given[0] })
      boundPicture(this, given)
      return implementation.apply({ environment: environmentOf(this) }, given)
    }
    const unchecked: Run = function (this: Context, ...given: unknown[]): unknown {
      return run.apply(this, given.map(asKept) as never[])
    }
    const names = parameters.split(' ')
    return new FunctionValue(name, signatureOf(definition), names, run, names.length, undefined, unchecked)
  }),
)

/** Functions that nobody has wrapped are objects to the library, without a length; those of regular expressions are not. */
function asKept(value: unknown): unknown {
  if (typeof value === 'function')
    return (value as Lambda).jsonata === undefined ? value : { toString: () => '' }
  if (!(value instanceof FunctionValue)) return value
  if (value.matcher === undefined) return { toString: () => '' }
  return Object.assign((_text: unknown, _from: unknown) => undefined, { toString: () => '' })
}

/** Would it go on for ever? A number without end as letters, or divided until its exponent is found. */
export function isEndless(name: string, [value, picture, options]: readonly unknown[]): boolean {
  if (typeof picture !== 'string' || Math.abs(Number(value)) !== Number.POSITIVE_INFINITY) return false
  if (name === 'formatInteger') return /^[aA](?:;|$)/.test(picture)
  const { 'exponent-separator': sign = 'e' } = Object(options) as { 'exponent-separator'?: unknown }
  return name === 'formatNumber' && picture.includes(String(sign))
}

/** What the library takes a thousandth of a second for, so that time is looked at often enough. */
const longestPicture = 10_000

/** A picture that is much longer than any means nothing, and nobody would look at the time before it is over. */
function boundPicture({ bounds }: Context, given: readonly unknown[]): void {
  for (const text of given) if (typeof text === 'string') bounds.pass(text.length)
  const [, picture] = given
  if (typeof picture === 'string' && picture.length > longestPicture)
    fail('PICTURE', { value: picture.length })
}

const formatted = (await kept('fromMillis')) as (millis: number, ...given: unknown[]) => string

/** $now: when the evaluation began, as ISO 8601 or by a picture. */
export const now = new FunctionValue(
  'now',
  signatureOf('<s?s?:s>'),
  ['picture', 'timezone'],
  function (this: Context, ...given: unknown[]) {
    boundPicture(this, [undefined, ...given])
    return formatted.call({ environment: environmentOf(this) }, this.now(), ...given)
  },
  2,
)

/** The library asks when the evaluation began where a time says no date. */
const environmentOf = (context: Context): object => ({
  get timestamp() {
    return new globalThis.Date(context.now())
  },
})
