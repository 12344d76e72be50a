import type { Evaluation } from '../map/evaluation.ts'
import { fillRows, wholeRow } from '../map/fill-rows.ts'
import type { Filling } from '../map/filling.ts'
import { mapRows } from '../map/map-rows.ts'
import type { Mapping } from '../map/mapping.ts'
import type { Part } from '../plan/plan.ts'
import type { PlannedExpression, PlannedPart } from './planned.ts'

/** A part of a plan, of its components and of its expressions at work. */
export function partFrom(
  { name, request, map, fills, paths }: PlannedPart,
  ports: Pick<Part, 'unpack' | 'decode' | 'select'>,
  expressions: readonly PlannedExpression[],
  evaluations: readonly Evaluation[],
): Part {
  const readsOf = (at: number | undefined): readonly string[] =>
    at === undefined ? [] : (expressions[at]?.reads ?? [])
  const evaluation = (at: number): Evaluation => {
    const found = evaluations[at]
    if (found === undefined) throw new Error(`the part ${name} has no expression ${at}`)
    return found
  }
  return {
    name,
    request,
    ...ports,
    ...(paths === undefined ? {} : { paths }),
    ...(map === undefined ? {} : { map: mappingFrom(readsOf(map), evaluation(map)) }),
    ...(fills === undefined
      ? {}
      : {
          fills: fills.map(({ lookup, allUsed, key, value }): Filling => {
            const values = value === undefined ? wholeRow : evaluation(value)
            return {
              lookup,
              allUsed,
              reads: [...new Set([...readsOf(key), ...readsOf(value)])],
              ...judged,
              fill: fillRows(lookup, evaluation(key), values),
            }
          }),
        }),
  }
}

const mappingFrom = (reads: readonly string[], evaluation: Evaluation): Mapping => ({
  reads,
  map: (rows, signal, given = {}) => mapRows(rows, signal, evaluation, given),
})

/** What is asked of a filling only while a spec is judged. */
const judged = { inner: { members: [], comparisons: [] }, lookups: [], position: () => undefined }
