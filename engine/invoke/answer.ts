import { type ErrorCode, FeedError } from '../errors/feed-error.ts'
import type { Message } from '../model/envelope.ts'
import type { Position } from '../model/position.ts'

/** What a processing function is asked. */
export interface Invocation {
  readonly processor: string
  readonly messages: readonly Message[]
}

/**
 * What it answers: the ids that it did not process, or the coded errors it failed with. A function that fails in any other
 * way has met a defect, and alarms on it are right.
 */
export type Answer = { readonly unprocessed: readonly string[] } | { readonly failed: readonly Failure[] }

/** A coded error on its way from one process to another. */
export interface Failure {
  readonly code: string
  readonly message: string
  readonly hint: string
  readonly retryable: boolean
  readonly place?: string
  readonly at?: Position
  readonly stack?: string
}

/** The failures in what was thrown. Undefined: something in it has no code. */
export function failuresOf(thrown: unknown): readonly Failure[] | undefined {
  const errors: readonly unknown[] = thrown instanceof AggregateError ? thrown.errors : [thrown]
  const coded = errors.filter((error) => error instanceof FeedError)
  if (coded.length === 0 || coded.length < errors.length) return undefined
  return coded.map(({ code, message, hint, retryable, place, at, stack }) => ({
    code,
    message,
    hint,
    retryable,
    ...(place !== undefined && { place }),
    ...(at !== undefined && { at }),
    ...(stack !== undefined && { stack }),
  }))
}

/** What was thrown there, to be thrown here. The far side may be newer, and its codes unknown here. */
export function thrownBy(failures: readonly Failure[]): unknown {
  const errors = failures.map(({ code, message, hint, retryable, place, at, stack }) => {
    const error = new FeedError(code as ErrorCode, message, hint, retryable, { place, at })
    return stack === undefined ? error : Object.assign(error, { stack })
  })
  return errors.length === 1 ? errors[0] : new AggregateError(errors)
}

const ofProcessor = 'Processor.'

/** What was thrown and has no code, named so that it is known to come of a processor: not of a function that can not begin. */
export function defectOf(thrown: unknown): Error {
  const { name, message, stack } = thrown instanceof Error ? thrown : new Error(String(thrown))
  return Object.assign(new Error(message), { name: `${ofProcessor}${name}`, stack })
}

/** The name of what a processor threw, in the name of an error of a function. Undefined: it is of something else. */
export const thrownByProcessor = (type: string): string | undefined =>
  type.startsWith(ofProcessor) ? type.slice(ofProcessor.length) : undefined

/** Why a text is no answer to these messages, or what it answers. */
export function answerIn(text: string, messages: readonly Message[]): Answer | { readonly wrong: string } {
  let said: unknown
  try {
    said = JSON.parse(text)
  } catch {
    return { wrong: `it is no JSON (${JSON.stringify(text.slice(0, 80))})` }
  }
  const { unprocessed, failed } = (said ?? {}) as Readonly<Record<string, unknown>>
  if (Array.isArray(failed) && failed.length > 0 && failed.every(isFailure)) return { failed }
  if (!Array.isArray(unprocessed) || !unprocessed.every((id) => typeof id === 'string'))
    return { wrong: 'it has neither a list of ids that were not processed nor failures' }
  const given = new Set(messages.map(({ id }) => id))
  const unknown = unprocessed.find((id) => !given.has(id))
  // Ids that nobody knows leave open which messages are meant: none may be taken for processed.
  if (unknown !== undefined)
    return { wrong: `it did not process ${JSON.stringify(unknown)}, which it was not given` }
  return { unprocessed }
}

/** Why what came is nothing that a processing function is asked, or what it is asked. */
export function invocationIn(given: unknown): Invocation | { readonly wrong: string } {
  const { processor, messages } = (given ?? {}) as Readonly<Record<string, unknown>>
  if (typeof processor !== 'string') return { wrong: 'it has no processor' }
  if (!Array.isArray(messages) || !messages.every(isMessage)) return { wrong: 'it has no list of messages' }
  return { processor, messages }
}

function isMessage(one: unknown): one is Message {
  const { key, id, value, headers } = (one ?? {}) as Readonly<Record<string, unknown>>
  return (
    [key, id, value].every((text) => typeof text === 'string') &&
    typeof headers === 'object' &&
    headers !== null
  )
}

function isFailure(one: unknown): one is Failure {
  const { code, message, hint, retryable } = (one ?? {}) as Readonly<Record<string, unknown>>
  return [code, message, hint].every((text) => typeof text === 'string') && typeof retryable === 'boolean'
}
