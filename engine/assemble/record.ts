import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import schema from '../../schemas/result.schema.json' with { type: 'json' }
import { feedError } from '../errors/feed-error.ts'
import type { Election } from '../model/election.ts'
import type { ResultKey } from '../model/ids.ts'
import type {
  Ballots,
  Contest,
  ContestType,
  Locator,
  Mode,
  Reporting,
  ResultRecord,
  Selection,
  Status,
  Unit,
  Votes,
} from '../model/result.ts'
import { modes } from '../model/result.ts'
import type { Place, ResultDraft, SelectionDraft } from './draft.ts'

/** What the capture as a whole says, for results that do not say it themselves. */
interface CaptureSays {
  readonly asOf?: string
  readonly status?: string
}

/** A draft as a standard record, valid by `schemas/result.schema.json`, and where its figures stand. */
export function finishRecord(
  key: ResultKey,
  draft: ResultDraft,
  election: Election,
  capture: CaptureSays,
): { readonly record: ResultRecord; readonly locators: readonly Locator[] } {
  const reporting = reportingOf(draft, capture)
  const ballots = ballotsOf(draft)
  const ordered = [...draft.selections].toSorted(([, one], [, other]) => one.order - other.order)
  const [withheld, told] = [
    ordered.filter(([, one]) => isWithheld(one)),
    ordered.filter(([, one]) => !isWithheld(one)),
  ]
  const record: ResultRecord = {
    election: election.id,
    contest: contestOf(draft),
    unit: unitOf(draft),
    ...(reporting === undefined ? {} : { reporting }),
    ...(ballots === undefined ? {} : { ballots }),
    selections: told.map(([id, selection]) => selectionOf(id, selection)),
    ...(withheld.length === 0 ? {} : { suppressed: withheld.map(([id, one]) => nameOf(id, one)) }),
  }
  if (!validate()(record)) {
    const { instancePath, message } = validate().errors?.[0] ?? {}
    const problem = `${instancePath === '' ? 'it' : instancePath} ${message}`
    const [first = draft.places[0]] = ordered.flatMap(([, { places }]) => places)
    const place = first && `${first.origin}#${first.place}`
    throw feedError('ASSEMBLE_RECORD_INVALID', { key, problem }, { place })
  }
  return { record, locators: locatorsOf(draft) }
}

let compiled: ValidateFunction | undefined
function validate(): ValidateFunction {
  compiled ??= new Ajv2020({ allowUnionTypes: true }).compile(schema)
  return compiled
}

function contestOf({ contest, contestType, votesAllowed }: ResultDraft): Contest {
  const type = (contestType ?? contest.expected?.type ?? 'candidate') as ContestType
  const allowed = votesAllowed ?? contest.expected?.votesAllowed
  return {
    id: contest.id,
    name: contest.name,
    type,
    ...(allowed === undefined ? {} : { votesAllowed: allowed }),
  }
}

function unitOf({ unit }: ResultDraft): Unit {
  const { id, type, name, within } = unit
  return { id, type, name, ...(within === undefined ? {} : { within }) }
}

function reportingOf(draft: ResultDraft, capture: CaptureSays): Reporting | undefined {
  const unitsReporting = draft.progress.get('units_reporting')?.value
  const unitsTotal = draft.progress.get('units_total')?.value
  const said = (draft.status ?? capture.status) as Status | undefined
  const status = said ?? statusOf(unitsReporting, unitsTotal)
  const asOf = draft.asOf ?? capture.asOf
  const reporting: Reporting = {
    ...(unitsReporting === undefined ? {} : { unitsReporting }),
    ...(unitsTotal === undefined ? {} : { unitsTotal }),
    ...(status === undefined ? {} : { status }),
    ...(asOf === undefined ? {} : { asOf }),
  }
  return Object.keys(reporting).length === 0 ? undefined : reporting
}

/** All units in is a statement about units, not about votes: it is never more than unofficial. */
function statusOf(reporting: number | undefined, total: number | undefined): Status | undefined {
  if (reporting === undefined || total === undefined) return undefined
  return total > 0 && reporting >= total ? 'unofficial-complete' : 'unofficial-partial'
}

function ballotsOf(draft: ResultDraft): Ballots | undefined {
  if (draft.ballots.size === 0) return undefined
  return Object.fromEntries([...draft.ballots].map(([word, figure]) => [word, figure.value]))
}

/** Without its total a selection has no votes to publish: not zero, and no sum of what is not withheld. */
const isWithheld = ({ votes, suppressed }: SelectionDraft): boolean =>
  suppressed.has('total') || (suppressed.size > 0 && !votes.has('total'))

function nameOf(id: string, { name, party, writeIn }: SelectionDraft): Omit<Selection, 'votes'> {
  return { id, name, ...(party === undefined ? {} : { party }), writeIn }
}

function selectionOf(id: string, draft: SelectionDraft): Selection {
  const suppressed = modes.filter((mode) => draft.suppressed.has(mode))
  return {
    ...nameOf(id, draft),
    votes: votesOf(draft),
    ...(suppressed.length === 0 ? {} : { suppressed }),
  }
}

/** A total that the source does not give is the sum of its modes; one that it gives is never touched. */
function votesOf(draft: SelectionDraft): Votes {
  const cast: Partial<Record<Mode, number>> = {}
  let sum = 0
  for (const mode of modes) {
    const figure = draft.votes.get(mode)
    if (figure === undefined) continue
    cast[mode] = figure.value
    sum += figure.value
  }
  return { total: draft.votes.get('total')?.value ?? sum, ...cast }
}

function locatorsOf(draft: ResultDraft): readonly Locator[] {
  const byOrigin = new Map<string, Record<string, string[]>>()
  const note = (selection: string, places: readonly Place[]): void => {
    for (const { origin, place } of places) {
      const here = byOrigin.get(origin) ?? {}
      byOrigin.set(origin, here)
      const listed = (here[selection] ??= [])
      if (listed.at(-1) !== place) listed.push(place)
    }
  }
  note('', draft.places)
  for (const [id, selection] of draft.selections) note(id, selection.places)
  return [...byOrigin].map(([origin, places]) => ({ origin, places }))
}
