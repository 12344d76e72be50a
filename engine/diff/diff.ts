import type { Change, ChangeKind } from '../model/changeset.ts'
import type { ResultKey } from '../model/ids.ts'
import type { Figures, Mode, Result, ResultRecord } from '../model/result.ts'

export interface DiffOptions {
  /** Held results keep their old state: nothing is said of them, gone or not. */
  readonly held: (key: ResultKey) => boolean
  /** After a restore: every result is said again, changed or not. */
  readonly restate?: boolean
  /** The capture beside what stands, where somebody has compared them. */
  readonly beside?: BesideState
}

/** All results that are not what stands, and all keys that stand without one. */
export interface BesideState {
  /** `fell`: some figure did. Otherwise none did, unless a selection is not said any more. */
  readonly changed: readonly {
    readonly result: Result
    readonly stood: Figures
    readonly fell: boolean
    readonly isOrderedElse: boolean
  }[]
  readonly fresh: readonly Result[]
  readonly missing: readonly ResultKey[]
}

/** What is new beside what stands, in the order of the keys. Pure, and the only author of changes. */
export function diff(
  now: ReadonlyMap<ResultKey, Result>,
  before: ReadonlyMap<ResultKey, Figures>,
  { held, restate, beside }: DiffOptions,
): readonly Change[] {
  const changes: Change[] = []
  const look = (results: Iterable<Result>): void => {
    for (const result of results) {
      const old = before.get(result.key)
      if (held(result.key)) continue
      if (old?.digest === result.digest && old.gone === undefined && restate !== true) continue
      changes.push(changeOf(result, old))
    }
  }
  if (beside === undefined || restate === true) look(now.values())
  else {
    for (const { result, stood, fell, isOrderedElse } of beside.changed)
      if (!held(result.key)) changes.push(changeOf(result, stood, fell || isOrderedElse ? undefined : false))
    look(beside.fresh)
  }
  for (const key of beside?.missing ?? before.keys().filter((one) => !now.has(one))) {
    const old = before.get(key)
    if (old === undefined || old.gone !== undefined || held(key)) continue
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
  return areInOrder(changes) ? changes : changes.toSorted((one, other) => (one.key < other.key ? -1 : 1))
}

/** Mostly they are: then nothing need be moved. */
function areInOrder(changes: readonly Change[]): boolean {
  for (let at = 1; at < changes.length; at++)
    if ((changes[at - 1] as Change).key > (changes[at] as Change).key) return false
  return true
}

/** `fell`: whether a figure did, where it is known. */
function changeOf(result: Result, old: Figures | undefined, fell?: boolean): Change {
  const { key, record, digest, locators } = result
  const stands = old !== undefined && old.gone === undefined
  return {
    kind: stands ? kindOf(result, old, fell) : 'added',
    key,
    previous: old?.revision ?? null,
    before: stands ? said(old) : null,
    record,
    digest,
    locators,
  }
}

/** A vote figure that fell is a correction, and so is what the source calls one. A mode that is no longer reported did not fall. */
function kindOf({ record }: Result, old: Figures, fell = hasFallen(record, old)): ChangeKind {
  const status = record.reporting?.status
  return fell || status === 'correction' || status === 'recount' ? 'corrected' : 'revised'
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

function said({ votes, modes, unitsReporting }: Figures): NonNullable<Change['before']> {
  if (unitsReporting === undefined) return modes === undefined ? { votes } : { votes, modes }
  return modes === undefined ? { votes, unitsReporting } : { votes, modes, unitsReporting }
}
