import type { Change, ChangeKind } from '../model/changeset.ts'
import type { ResultKey } from '../model/ids.ts'
import type { Figures, Mode, Result, ResultRecord } from '../model/result.ts'

export interface DiffOptions {
  /** Held results keep their old state: nothing is said of them, gone or not. */
  readonly held: (key: ResultKey) => boolean
  /** After a restore: every result is said again, changed or not. */
  readonly restate?: boolean
  /** All results that are not what stands, and all keys that stand without one, where somebody has compared them. */
  readonly beside?: { readonly results: Iterable<Result>; readonly missing: Iterable<ResultKey> }
}

/** What is new beside what stands, in the order of the keys. Pure, and the only author of changes. */
export function diff(
  now: ReadonlyMap<ResultKey, Result>,
  before: ReadonlyMap<ResultKey, Figures>,
  options: DiffOptions,
): readonly Change[] {
  const changes: Change[] = []
  const { results, missing } = besideOf(now, before, options)
  for (const result of results) {
    const old = before.get(result.key)
    if (options.held(result.key)) continue
    if (old?.digest === result.digest && old.gone === undefined && options.restate !== true) continue
    changes.push(changeOf(result, old))
  }
  for (const key of missing) {
    const old = before.get(key)
    if (old === undefined || old.gone !== undefined || options.held(key)) continue
    changes.push({
      kind: 'withdrawn',
      key,
      previous: old.revision,
      before: said(old),
      record: null,
      digest: null,
      locators: [],
    })
  }
  return changes.toSorted((one, other) => (one.key < other.key ? -1 : 1))
}

/** What may have changed: everything, where nobody has compared it. */
function besideOf(
  now: ReadonlyMap<ResultKey, Result>,
  before: ReadonlyMap<ResultKey, Figures>,
  { restate, beside }: DiffOptions,
): NonNullable<DiffOptions['beside']> {
  if (beside === undefined)
    return { results: now.values(), missing: before.keys().filter((key) => !now.has(key)) }
  return restate === true ? { ...beside, results: now.values() } : beside
}

function changeOf(result: Result, old: Figures | undefined): Change {
  const { key, record, digest, locators } = result
  const stands = old !== undefined && old.gone === undefined
  return {
    kind: stands ? kindOf(result, old) : 'added',
    key,
    previous: old?.revision ?? null,
    before: stands ? said(old) : null,
    record,
    digest,
    locators,
  }
}

/** A vote figure that fell is a correction, and so is what the source calls one. A mode that is no longer reported did not fall. */
function kindOf({ record }: Result, old: Figures): ChangeKind {
  const status = record.reporting?.status
  return hasFallen(record, old) || status === 'correction' || status === 'recount' ? 'corrected' : 'revised'
}

function hasFallen({ selections }: ResultRecord, old: Figures): boolean {
  let found = 0
  for (const { id, votes } of selections) {
    const was = old.votes[id]
    if (was !== undefined) found += 1
    if (was !== undefined && votes.total < was) return true
    const modes = old.modes?.[id]
    for (const mode in modes) {
      const before = modes[mode as Mode] ?? 0
      if ((votes[mode as Mode] ?? before) < before) return true
    }
  }
  const all = Object.entries(old.votes)
  if (found === all.length) return false
  const ids = new Set(selections.map(({ id }) => id))
  return all.some(([id, was]) => was > 0 && !ids.has(id))
}

const said = ({ votes, modes, unitsReporting }: Figures): NonNullable<Change['before']> => ({
  votes,
  ...(modes === undefined ? {} : { modes }),
  ...(unitsReporting === undefined ? {} : { unitsReporting }),
})
