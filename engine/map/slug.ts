import { slug } from '../flow/slug.ts'
import { quote } from './quote.ts'
import { refuse } from './refuse.ts'

/** A name as a stable part of an id, by the same rule as ids that are made of names. */
export function slugOf(value: unknown): string | undefined {
  if (value === undefined) return undefined
  const made = typeof value === 'string' ? slug(value) : ''
  if (made === '') throw refuse('MAP_NOT_A_NAME', { value: quote(value) })
  return made
}
