import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { anything, compiledBy } from './compiled.ts'
import { deviations } from './deviations.ts'
import { deviationsText } from './deviations-page.ts'
import { readByLibrary } from './library.ts'
import { byMended, mendedLibrary } from './mended-library.ts'
import { faultOutcome, inWords, type Outcome, valueOutcome } from './outcome.ts'

async function byLibrary(expression: string, data: unknown): Promise<Outcome> {
  try {
    return valueOutcome(await readByLibrary(expression, {})?.evaluate(data))
  } catch (thrown) {
    return faultOutcome(thrown)
  }
}

function byUs(expression: string, data: unknown): Outcome {
  const ast = readByLibrary(expression, {})?.ast()
  const evaluate = ast && compiledBy(anything([]))(expression, ast)
  if (typeof evaluate !== 'function') throw new Error(`${expression} is not compiled`)
  return evaluate(data, {})
}

describe.each(deviations)('$name', ({ example: { expression, data }, changes, library, ours }) => {
  test('the library still does it', async () => {
    expect(inWords(await byLibrary(expression, structuredClone(data)))).toBe(library)
  })
  test('compiled code does not', () => {
    expect(inWords(byUs(expression, data))).toBe(ours)
  })
  test('without it the library gives what compiled code gives', () => {
    expect(inWords(byMended(mendedLibrary(changes), expression, structuredClone(data)))).toBe(ours)
  })
})

test('docs/jsonata.md says all of them', () => {
  const page = readFileSync('docs/jsonata.md', 'utf8')
  const [, said] = /<!-- deviations -->\n([^]*)\n<!-- \/deviations -->/.exec(page) ?? []
  expect(said).toBe(deviationsText())
})

test('each is a deviation of its own', () => {
  expect(new Set(deviations.map(({ name }) => name)).size).toBe(deviations.length)
})
