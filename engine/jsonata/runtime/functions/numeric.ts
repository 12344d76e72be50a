import { fail } from '../fault.ts'

/** Whether a value is a number. Throws D1001 for one that is not finite, as JSONata does wherever it asks this. */
export function isNumeric(value: unknown): value is number {
  if (typeof value !== 'number' || Number.isNaN(value)) return false
  if (!Number.isFinite(value)) fail('D1001', { value })
  return true
}
