import fc from 'fast-check'
import jsonata from 'jsonata'
import { expect, test } from 'vitest'
import { signatureOf } from '../../../engine/jsonata/runtime/signature.ts'
import { faultOutcome, inWords, type Outcome, valueOutcome } from '../outcome.ts'

interface Validator {
  validate(args: readonly unknown[], context: unknown): unknown
}

/** The library reads signatures with every function that is registered; what it made stands on the function. */
async function ofLibrary(definition: string): Promise<Validator> {
  const expression = jsonata('$probe')
  expression.registerFunction('probe', () => undefined, definition)
  return ((await expression.evaluate({})) as { signature: Validator }).signature
}

const attempt = async (act: () => unknown): Promise<string> => {
  let outcome: Outcome
  try {
    outcome = valueOutcome(await act())
  } catch (thrown) {
    outcome = faultOutcome(thrown)
  }
  return inWords(outcome).replace(/regular expression: .*/, 'regular expression')
}

const part = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('s', 'n', 'b', 'l', 'o', 'j', 'x', 'a', 'f') },
  {
    weight: 3,
    arbitrary: fc.constantFrom('(sn)', '(oa)', '(nsb)', '(sf)', 'a<s>', 'a<n>', 'f<s:o>', 'a<a<n>>'),
  },
  { weight: 4, arbitrary: fc.constantFrom('-', '?', '+') },
  { weight: 1, arbitrary: fc.constantFrom(':', '<', '(', ')', 'q', '(a<n>)', 's<n>', '-?', '??') },
)
const definitions = fc.array(part, { maxLength: 5 }).map((parts) => `<${parts.join('')}:x>`)
const value = fc.constantFrom<unknown>(
  undefined,
  null,
  true,
  0,
  'a',
  '',
  {},
  { a: 1 },
  [],
  [1, 2],
  ['a'],
  [1, 'a'],
  [[1]],
  [undefined],
  () => 1,
)

test('validates as the library does, whatever the signature and the arguments are', async () => {
  await fc.assert(
    fc.asyncProperty(
      definitions,
      fc.array(value, { maxLength: 5 }),
      value,
      async (definition, args, context) => {
        const library = await attempt(async () => (await ofLibrary(definition)).validate(args, context))
        const ours = await attempt(() => signatureOf(definition).validate(args, context))
        expect(`${definition} ${ours}`).toBe(`${definition} ${library}`)
      },
    ),
    { numRuns: 2000 },
  )
})

test('keeps the arguments that were given as they are', () => {
  const args = Object.freeze([Object.freeze(['a']), 1])
  expect(signatureOf('<as?n:x>').validate(args, 'x')).toEqual([['a'], 1, undefined])
  expect(args).toEqual([['a'], 1])
})
