import { hash } from 'node:crypto'
import { endianness } from 'node:os'
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
  const total = BigInt(`0x${sum}`) + sumOf(added) - sumOf(removed)
  return (((total % modulus) + modulus) % modulus).toString(16).padStart(32, '0')
}

/** So many are summed at a time: a number holds the sum of a million times 32 bits. */
const atOnce = 10_000

function sumOf(digests: readonly string[]): bigint {
  let sum = 0n
  for (let from = 0; from < digests.length; from += atOnce) {
    const some = digests.slice(from, from + atOnce)
    sum += sumOfWords(some) ?? some.reduce((all, one) => all + BigInt(`0x${one}`), 0n)
  }
  return sum
}

/** Each has four words of 32 bits, which are added up by themselves: many times as fast. Undefined: one is of another length. */
function sumOfWords(digests: readonly string[]): bigint | undefined {
  if (!digests.every((one) => one.length === 32)) return undefined
  const bytes = Buffer.alloc(16 * digests.length)
  if (bytes.write(digests.join(''), 'hex') !== bytes.length) return undefined
  if (endianness() === 'LE') bytes.swap32()
  const words = new Uint32Array(bytes.buffer)
  let [first, second, third, fourth] = [0, 0, 0, 0]
  for (let at = 0; at < words.length; at += 4) {
    first += words[at] as number
    second += words[at + 1] as number
    third += words[at + 2] as number
    fourth += words[at + 3] as number
  }
  return [first, second, third, fourth].reduce((sum, word) => (sum << 32n) + BigInt(word), 0n)
}
