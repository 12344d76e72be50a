import type { Change, ChangeKind } from '../model/changeset.ts'
import type { ResultKey } from '../model/ids.ts'
import type { Figures, Mode, Result } from '../model/result.ts'

export interface DiffOptions {
  /** Held results keep their old state: nothing is said of them, gone or not. */
  readonly held: (key: ResultKey) => boolean
  /** After a restore: every result is said again, changed or not. */
  readonly restate?: boolean
}

/** What is new beside what stands, in the order of the keys. Pure, and the only author of changes. */
export function diff(
  now: ReadonlyMap<ResultKey, Result>,
  before: ReadonlyMap<ResultKey, Figures>,
  options: DiffOptions,
): readonly Change[] {
  const changes: Change[] = []
  let found = 0
  for (const result of now.values()) {
    const old = before.get(result.key)
    if (old !== undefined) found += 1
    if (options.held(result.key)) continue
    if (old?.digest === result.digest && old.gone === undefined && options.restate !== true) continue
    changes.push(changeOf(result, old))
  }
  // Where all that stood is there again, nothing is gone.
  for (const [key, old] of found === before.size ? [] : before) {
    if (now.has(key) || old.gone !== undefined || options.held(key)) continue
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
  const votes = new Map(record.selections.map((selection) => [selection.id, selection.votes]))
  const fell =
    Object.entries(old.votes).some(([id, was]) => (votes.get(id)?.total ?? 0) < was) ||
    Object.entries(old.modes ?? {}).some(([id, modes]) =>
      Object.entries(modes).some(([mode, was]) => (votes.get(id)?.[mode as Mode] ?? was) < was),
    )
  const status = record.reporting?.status
  return fell || status === 'correction' || status === 'recount' ? 'corrected' : 'revised'
}

const said = ({ votes, modes, unitsReporting }: Figures): NonNullable<Change['before']> => ({
  votes,
  ...(modes === undefined ? {} : { modes }),
  ...(unitsReporting === undefined ? {} : { unitsReporting }),
})
