import jsonata from 'jsonata'
import { type Context, FunctionValue, type Run } from '../builtin.ts'
import { fail } from '../fault.ts'
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
      if (name === 'formatInteger') refuseEndless(given)
      return implementation.apply({ environment: environmentOf(this) }, given)
    }
    const names = parameters.split(' ')
    return new FunctionValue(name, signatureOf(definition), names, run, names.length)
  }),
)

/** Letters of a number without end would be written without end. */
function refuseEndless([value, picture]: readonly unknown[]): void {
  if (Math.abs(Number(value)) === Number.POSITIVE_INFINITY && /^[aA](?:;|$)/.test(String(picture))) {
    fail('D1001', { value })
  }
}

const formatted = (await kept('fromMillis')) as (millis: number, ...given: unknown[]) => string

/** $now: when the evaluation began, as ISO 8601 or by a picture. */
export const now = new FunctionValue(
  'now',
  signatureOf('<s?s?:s>'),
  ['picture', 'timezone'],
  function (this: Context, ...given: unknown[]) {
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
