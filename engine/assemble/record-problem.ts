import { validate } from '../../schemas/result.valid.js'
import type { ResultRecord } from '../model/result.ts'

/** What keeps a record from being one by `schemas/result.schema.json`, in words. Undefined: nothing. */
export function recordProblem(record: ResultRecord): string | undefined {
  if (validate(record)) return undefined
  const { instancePath, message } = validate.errors?.[0] ?? {}
  return `${instancePath === '' ? 'it' : instancePath} ${message}`
}
