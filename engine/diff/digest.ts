import { hash } from 'node:crypto'
import type { Digest } from '../model/ids.ts'
import type { ResultRecord } from '../model/result.ts'
import { timelessBytes } from './written-records.ts'

/** What a record says, in 32 hex digits. The source's times are left out: a new time stamp alone is no change. */
export const digest = (record: ResultRecord): Digest =>
  hash('sha256', timelessBytes(record)).slice(0, 32) as Digest

const modulus = 1n << 128n

/** The sum of digests modulo 2^128, in hex: the same for the same set of results, in any order. */
export const sumOfDigests = (digests: readonly string[]): string => addDigests('0', digests, [])

/** A sum of digests with some more of them, and some fewer. */
export function addDigests(sum: string, added: readonly string[], removed: readonly string[]): string {
  let total = BigInt(`0x${sum}`)
  for (const one of added) total += BigInt(`0x${one}`)
  for (const one of removed) total -= BigInt(`0x${one}`)
  return (((total % modulus) + modulus) % modulus).toString(16).padStart(32, '0')
}
