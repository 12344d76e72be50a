import { setImmediate as turn } from 'node:timers/promises'
import { feedError } from '../errors/feed-error.ts'
import type { CountLine, CountLineValue } from '../model/count-line.ts'
import type { Rejection, Row } from '../model/row.ts'
import type { Evaluation } from './evaluation.ts'
import type { Given } from './given.ts'
import { lineMistake } from './line-mistake.ts'
import type { Mapped } from './mapping.ts'
import { plain } from './plain.ts'
import { isUsualLine, type SoundNames } from './usual-line.ts'

/** Rows between two turns of the event loop: only there can a signal come. */
export const rowsPerTurn = 64

/** Evaluates a mapping for rows of one payload: count lines, and a rejection for each row that fails. */
export async function mapRows(
  rows: readonly Row[],
  signal: AbortSignal,
  expression: Evaluation,
  given: Given,
): Promise<Mapped> {
  const evaluate = expression.over(given)
  const lines: CountLine[] = []
  const rejected: Rejection[] = []
  const sound: SoundNames = {}
  for (let index = 0; index < rows.length; index += 1) {
    if (index % rowsPerTurn === 0) {
      // oxlint-disable-next-line no-await-in-loop
      await turn()
      signal.throwIfAborted()
    }
    const { value, place } = rows[index] as Row
    try {
      let answer = evaluate(value)
      // oxlint-disable-next-line no-await-in-loop
      if (answer instanceof Promise) answer = await answer
      if (isUsualLine(answer, sound)) lines.push({ value: answer as CountLineValue, place })
      else for (const line of linesOf(plain(answer))) lines.push({ value: line, place })
    } catch (thrown) {
      rejected.push(expression.rejection(thrown, place))
    }
  }
  return { lines, rejected }
}

/** All lines of a row, lists in lists as well, or none: half a row would be a wrong figure that looks right. */
function linesOf(made: unknown): readonly CountLineValue[] {
  if (made === undefined) return []
  const all: readonly unknown[] = Array.isArray(made) ? made.flat(Number.POSITIVE_INFINITY) : [made]
  for (const [index, line] of all.entries()) {
    const mistake = lineMistake(line)
    if (mistake === undefined) continue
    const which = all.length === 1 ? '' : `line ${index + 1} of ${all.length}: `
    throw feedError('MAP_LINE_INVALID', { problem: `${which}${mistake}` })
  }
  return all as readonly CountLineValue[]
}
