import { type Mistake, schema, validate } from '../../schemas/count-line.valid.js'
import { near } from '../flow/near.ts'
import type { CountLineValue } from '../model/count-line.ts'
import { epochMilliseconds } from '../time/instant.ts'
import { quote } from './quote.ts'

/** Is this, as plain data, a count line? Undefined if it is; else its first mistake in plain words. */
export function lineMistake(line: unknown): string | undefined {
  if (!validate(line)) return explained(validate.errors?.[0], line)
  return silent(line as CountLineValue) ?? unnamed(line as CountLineValue) ?? untimely(line as CountLineValue)
}

/** A mistake in the form of a line, in plain words. */
export function explained(error: Mistake | undefined, line: unknown): string {
  if (error === undefined) return 'it is not valid'
  const rule = found(schema(), error.schemaPath.split('/').slice(1, -1))
  const seen = found(line, error.instancePath.split('/').slice(1))
  const path = error.instancePath.slice(1).replaceAll('/', '.')
  if (error.keyword === 'additionalProperties') {
    const key = String(error.params['additionalProperty'])
    const known = Object.keys(found(rule, ['properties']) ?? {})
    const meant = near(key, known)
    const inside = path === '' ? 'a count line' : path
    return `${inside} has no "${key}"${meant === undefined ? '' : `; did you mean "${meant}"?`}`
  }
  const expected = String(found(rule, ['title']))
  if (path === '') return `it is ${quote(seen)}, not ${expected}`
  return `${path} is ${quote(seen)}, not ${expected}`
}

const found = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (inside, step) =>
      (inside as Readonly<Record<string, unknown>>)[step.replaceAll('~1', '/').replaceAll('~0', '~')],
    value,
  )

/** A line that says nothing, or says it of nothing, is a mapping that went wrong. */
function silent(line: CountLineValue): string | undefined {
  const { contest, unit, selection, votes, pieces, ballots, reporting, control, capture } = line
  if (control !== undefined) {
    const wrong = controlMistake(line)
    if (wrong !== undefined) return wrong
  }
  if (selection !== undefined && votes === undefined && control === undefined)
    return `a selection (${nameOf(selection)}) without votes`
  if (votes !== undefined && selection === undefined) return 'votes without a selection'
  if (votes === undefined && pieces === true) return 'pieces without votes'
  if (votes !== undefined && contest === undefined) return 'votes without a contest'
  if (contest !== undefined && unit === undefined) return `a contest (${nameOf(contest)}) without a unit`
  const facts = ballots !== undefined || reporting !== undefined || control !== undefined
  if (facts && unit === undefined) return 'ballots or reporting without a unit'
  if (unit !== undefined && !facts && votes === undefined) {
    const cure = capture === undefined ? '' : '; what is said of the capture stands without a unit'
    return `a unit (${nameOf(unit)}) without votes, ballots or reporting${cure}`
  }
  return unit === undefined && capture === undefined ? 'it says nothing' : undefined
}

function controlMistake({ contest, unit, selection, votes, control }: CountLineValue): string | undefined {
  if (unit === undefined) return 'a control without a unit'
  if (control?.votes === undefined && control?.ballots === undefined)
    return 'a control without votes or ballots'
  if (control.votes !== undefined && contest === undefined) return 'a control of votes without a contest'
  if (control.of === 'parts') return undefined
  if (control.ballots !== undefined || control.units !== undefined)
    return 'a control of selections has no ballots and no units'
  if (selection !== undefined && votes === undefined) return 'a control of all selections names one of them'
  return undefined
}

function unnamed(line: CountLineValue): string | undefined {
  for (const what of ['contest', 'unit', 'selection'] as const) {
    const named = line[what]
    if (named !== undefined && named.id === undefined && named.name === undefined) {
      return `${what} has neither id nor name`
    }
    const hollow = what === 'selection' ? undefined : hollowId(named?.id)
    if (hollow !== undefined)
      return `the id of the ${what} is ${quote(hollow)}: what should stand at its "/" is absent or blank`
  }
  return hollowId(line.unit?.within) === undefined
    ? undefined
    : `unit.within is ${quote(line.unit?.within)}: what should stand at its "/" is absent or blank`
}

/** An id of pieces of which one is nothing: `"zz/" & Office` where there is no Office. It would be one for all. */
function hollowId(id: string | undefined): string | undefined {
  return id !== undefined && (id.endsWith('/') || id.startsWith('/') || id.includes('//')) ? id : undefined
}

/** Of the form of a time, but of no day or hour that there is. */
function untimely(line: CountLineValue): string | undefined {
  for (const what of ['reporting', 'capture'] as const) {
    const time = line[what]?.as_of
    if (time !== undefined && !isTime(time))
      return `${what}.as_of is ${quote(time)}, a time that there is not`
  }
  const date = line.capture?.election_date
  if (date === undefined || isTime(`${date}T00:00Z`)) return undefined
  return `capture.election_date is ${quote(date)}, a day that there is not`
}

const nameOf = (named: { readonly id?: string; readonly name?: string }): string =>
  quote(named.name ?? named.id)

let lastTime: string | undefined
/**
 * Whether a text of the form of a time is one. All rows of a capture mostly give one; reading it again would cost as much
 * as the mapping.
 */
export function isTime(text: string): boolean {
  if (text === lastTime) return true
  if (epochMilliseconds(text) === undefined) return false
  lastTime = text
  return true
}
