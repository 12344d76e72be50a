import type { Selection } from '../model/result.ts'
import type { SelectionDraft } from './selection-draft.ts'

/** A selection without its figures. */
export function nameOf({
  id,
  name,
  party,
  writeIn,
}: Pick<SelectionDraft, 'id' | 'name' | 'party' | 'writeIn'>): Omit<Selection, 'votes'> {
  return party === undefined ? { id, name, writeIn } : { id, name, party, writeIn }
}

/** A selection as a record has it; keys in one order, so that equal ones are of one shape. */
export function selectionOf(
  { id, name, party, writeIn }: Pick<SelectionDraft, 'id' | 'name' | 'party' | 'writeIn'>,
  { votes, suppressed }: Pick<Selection, 'votes' | 'suppressed'>,
): Selection {
  if (suppressed === undefined)
    return party === undefined ? { id, name, writeIn, votes } : { id, name, party, writeIn, votes }
  return { ...nameOf({ id, name, party, writeIn }), votes, suppressed }
}
