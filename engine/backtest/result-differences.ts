import { canonicalJson } from '../flow/canonical-json.ts'
import { modes, type Result, type ResultRecord, type Selection } from '../model/result.ts'
import type { Difference } from './difference.ts'

type Keyed = Pick<Result, 'key' | 'record'>

/** What differs between two sets of results, figure by figure, in the words of an election. */
export function resultDifferences(expected: readonly Keyed[], got: readonly Keyed[]): readonly Difference[] {
  const before = new Map(expected.map(({ key, record }) => [key, record]))
  const now = new Map(got.map(({ key, record }) => [key, record]))
  const keys = [...new Set([...before.keys(), ...now.keys()])].toSorted()
  return keys.flatMap((key) => {
    const [one, other] = [before.get(key), now.get(key)]
    if (one !== undefined && other !== undefined) return recordDifferences(one, other)
    if (one !== undefined) return [{ about: nameOf(one), expected: leading(one), got: 'no result' }]
    return other === undefined ? [] : [{ about: nameOf(other), expected: 'no result', got: leading(other) }]
  })
}

const nameOf = ({ contest, unit }: ResultRecord): string => `${contest.name} in ${unit.name}`

const leading = ({ selections }: ResultRecord): string =>
  selections
    .slice(0, 3)
    .map(({ name, votes }) => `${name} ${shown(votes.total)}`)
    .join(', ') || 'no selections'

/** Only what stands in both: what is new or gone is told by the record as a whole. */
function recordDifferences(one: ResultRecord, other: ResultRecord): readonly Difference[] {
  if (canonicalJson(one) === canonicalJson(other)) return []
  const where = `${other.unit.name} (${other.contest.name})`
  const parts = (['contest', 'unit', 'reporting', 'ballots'] as const).flatMap((part) =>
    fieldDifferences(one[part], other[part], (field) => `${part} ${field} of ${where}`),
  )
  const election = fieldDifferences(
    { id: one.election },
    { id: other.election },
    () => `election of ${where}`,
  )
  const after = new Map(other.selections.map((selection) => [selection.id, selection]))
  const before = new Map(one.selections.map((selection) => [selection.id, selection]))
  const selections = [...new Set([...before.keys(), ...after.keys()])].flatMap((id) =>
    selectionDifferences(before.get(id), after.get(id), where),
  )
  const differences = [...election, ...parts, ...selections]
  if (differences.length > 0) return differences
  return [{ about: `order of the selections in ${where}`, expected: inOrder(one), got: inOrder(other) }]
}

const inOrder = ({ selections }: ResultRecord): string => selections.map(({ name }) => name).join(', ')

function selectionDifferences(
  one: Selection | undefined,
  other: Selection | undefined,
  where: string,
): readonly Difference[] {
  const { name } = one ?? other ?? { name: '' }
  if (one === undefined || other === undefined) {
    const about = `${name} in ${where}`
    return [
      {
        about,
        expected: shown(one?.votes.total, 'no such selection'),
        got: shown(other?.votes.total, 'no such selection'),
      },
    ]
  }
  const total = fieldDifferences(
    { total: one.votes.total },
    { total: other.votes.total },
    () => `${name} in ${where}`,
  )
  const byMode = modes.flatMap((mode) =>
    fieldDifferences(
      { [mode]: one.votes[mode] },
      { [mode]: other.votes[mode] },
      () => `${name}, ${mode}, in ${where}`,
    ),
  )
  const { votes: _, ...said } = one
  const { votes: __, ...saidNow } = other
  return [
    ...total,
    ...byMode,
    ...fieldDifferences(said, saidNow, (field) => `${field} of ${name} in ${where}`),
  ]
}

function fieldDifferences(
  one: object | undefined,
  other: object | undefined,
  about: (field: string) => string,
): readonly Difference[] {
  const before: Readonly<Record<string, unknown>> = { ...one }
  const now: Readonly<Record<string, unknown>> = { ...other }
  return [...new Set([...Object.keys(before), ...Object.keys(now)])].flatMap((field) =>
    before[field] === now[field]
      ? []
      : [{ about: about(field), expected: shown(before[field]), got: shown(now[field]) }],
  )
}

function shown(value: unknown, absent = 'nothing'): string {
  if (value === undefined) return absent
  return typeof value === 'number'
    ? value.toLocaleString('en-US')
    : typeof value === 'string'
      ? value
      : canonicalJson(value)
}
