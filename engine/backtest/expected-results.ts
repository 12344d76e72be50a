import { existsSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import schema from '../../schemas/result.schema.json' with { type: 'json' }
import { feedError, said } from '../errors/feed-error.ts'
import { resultKey } from '../model/ids.ts'
import type { Position } from '../model/position.ts'
import type { Result, ResultRecord } from '../model/result.ts'

/** The results of a file that `feed dry-run --out` wrote. CASE_RESULTS_MISSING, CASE_RESULTS_INVALID. */
export function expectedResults(
  folder: string,
  file: string,
  at: Position,
): readonly Pick<Result, 'key' | 'record'>[] {
  const path = posix.join(folder, file)
  if (!existsSync(path)) throw feedError('CASE_RESULTS_MISSING', { path }, { at })
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line, index) =>
      line.trim() === '' ? [] : [resultOf(line, { file: path, line: index + 1, column: 1 })],
    )
}

function resultOf(line: string, at: Position): Pick<Result, 'key' | 'record'> {
  const record = recordOf(line, at)
  if (validate()(record)) return { key: resultKey(record.contest.id, record.unit.id), record }
  const { instancePath = '', message = 'is not valid' } = validate().errors?.[0] ?? {}
  const inside = instancePath.slice(1).replaceAll('/', '.')
  throw feedError('CASE_RESULTS_INVALID', { problem: `${inside || 'it'} ${message}` }, { at })
}

function recordOf(line: string, at: Position): unknown {
  try {
    return JSON.parse(line)
  } catch (error) {
    throw feedError('CASE_RESULTS_INVALID', { problem: said(error) }, { at, cause: error })
  }
}

let compiled: ValidateFunction<ResultRecord> | undefined
function validate(): ValidateFunction<ResultRecord> {
  compiled ??= new Ajv2020({ allowUnionTypes: true }).compile<ResultRecord>(schema)
  return compiled
}
