import { expect, test } from 'vitest'
import { compare, type Evaluator } from './compare.ts'
import { compiledBy } from './compiled.ts'
import { type FeedMapping, feedPaths, mappingBindings, mappingNames, mappingsOf } from './feed-rows.ts'
import { type Random, randomOf } from './grammar/random.ts'
import { readByLibrary } from './library.ts'
import { mutantOf, rowMutantOf } from './mutants.ts'
import { shrunk } from './shrink.ts'

/** `CANVASS_MUTANTS=2000` tries so many mutants of each mapping. */
const mutants = Number(process.env['CANVASS_MUTANTS'] ?? 12)
const first = Number(process.env['CANVASS_FUZZ_SEED'] ?? 1)
const rowsOfEach = 3
const hours = 12 * 3_600_000

const compiledOurs = compiledBy(mappingNames)

const total = { mappings: 0, mutants: 0, pairs: 0, faults: 0, bounded: 0, explained: 0 }
/** By the entry that allows them. */
const explained = new Map<string, number>()

/** Mappings that were seen: a profile serves many feeds. */
const seen = new Set<string>()

test.each(feedPaths)(
  '%s: its mappings and mutants of them give the same compiled and interpreted',
  { timeout: hours },
  async (feed) => {
    const differences: string[] = []
    for (const mapping of await mappingsOf(feed)) {
      if (seen.has(mapping.text)) continue
      seen.add(mapping.text)
      total.mappings += 1
      // oxlint-disable-next-line no-await-in-loop
      for await (const difference of differencesOf(mapping, compiledOurs)) differences.push(difference)
    }
    expect(differences.join('\n')).toBe('')
  },
)

test('mutants of all mappings were compared', () => {
  process.stdout.write(
    `mutations: ${Object.entries(total)
      .map(([name, count]) => `${count} ${name}`)
      .join(
        ', ',
      )}; allowed: ${[...explained].map(([name, count]) => `${count} ${name}`).join(', ') || 'none'}\n`,
  )
  expect(total.mappings).toBeGreaterThan(50)
  expect(total.mutants).toBe(total.mappings * mutants)
  expect(total.pairs - total.faults).toBeGreaterThan(total.pairs / 3)
})

/** Once different. */
test.each(['{"a": $contains("a", $votes)}', '$map(["x"], $votes)'])(
  'a function of the host that fails where another calls it: %s',
  async (expression) => {
    const compared = await compare({ expression, data: null }, compiledOurs, mappingBindings)
    expect(compared).toEqual({ kind: 'explained', by: 'position of another call' })
  },
)

async function* differencesOf(mapping: FeedMapping, ours: Evaluator): AsyncIterable<string> {
  const { feed, part, text, rows } = mapping
  for (const row of rows) {
    const pair = { expression: text, data: row }
    const said = await differenceOf(pair, ours)
    if (said !== undefined) yield `${feed} ${part}: ${said}`
  }
  for (let number = 0; number < mutants; number += 1) {
    const random = randomOf((first + number) * 7_919 + text.length)
    const expression = readable(text, random)
    total.mutants += 1
    for (const row of chosen(rows, random)) {
      const said = await differenceOf({ expression, data: rowMutantOf(row, random) }, ours)
      if (said !== undefined) yield `${feed} ${part}, mutant ${first + number}: ${said}`
    }
  }
}

/** Of ten mutants the first that is an expression. */
function readable(text: string, random: Random): string {
  const tried = Array.from({ length: 10 }, () => mutantOf(text, random))
  return tried.find((one) => readByLibrary(one, {}) !== undefined) ?? text
}

const chosen = (rows: FeedMapping['rows'], random: Random): FeedMapping['rows'] =>
  rows.length === 0 ? [{}] : Array.from({ length: rowsOfEach }, () => random.pick(rows))

type Pair = Parameters<typeof compare>[0]

async function differenceOf(pair: Pair, ours: Evaluator): Promise<string | undefined> {
  const compared = await compare(pair, ours, mappingBindings)
  total.pairs += 1
  if (compared.kind === 'same') total.faults += compared.outcome.kind === 'fault' ? 1 : 0
  if (compared.kind === 'bounded' || compared.kind === 'unreadable') total.bounded += 1
  if (compared.kind === 'explained') {
    total.explained += 1
    explained.set(compared.by, (explained.get(compared.by) ?? 0) + 1)
  }
  if (compared.kind === 'left') return `is not compiled: ${compared.because}`
  if (compared.kind !== 'different') return undefined
  const least = await shrunk(
    pair,
    async (next) => (await compare(next, ours, mappingBindings)).kind === 'different',
  )
  const { library, ours: got } = (await compare(least, ours, mappingBindings)) as typeof compared
  return `${least.expression} on ${JSON.stringify(least.data)}: library ${library}, ours ${got}`
}
