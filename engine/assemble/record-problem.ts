import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import schema from '../../schemas/result.schema.json' with { type: 'json' }
import type { ResultRecord } from '../model/result.ts'

/** What keeps a record from being one by `schemas/result.schema.json`, in words. Undefined: nothing. */
export function recordProblem(record: ResultRecord): string | undefined {
  compiled ??= new Ajv2020({ allowUnionTypes: true }).compile(schema)
  if (compiled(record)) return undefined
  const { instancePath, message } = compiled.errors?.[0] ?? {}
  return `${instancePath === '' ? 'it' : instancePath} ${message}`
}

let compiled: ValidateFunction | undefined
