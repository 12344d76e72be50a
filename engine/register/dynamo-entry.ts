import { readBody, writeBody } from '../aws/dynamo-bodies.ts'
import { type Calls, type Item, numeral, type Values } from '../aws/dynamo-calls.ts'
import { digest, listedKey } from '../aws/dynamo-fitting.ts'
import { canonicalJson } from '../flow/canonical-json.ts'
import { momentOf } from '../time/moment.ts'
import { pastKey, standingKey } from './dynamo-keys.ts'
import { grouped } from './dynamo-table.ts'
import type { Entry, Write } from './register.ts'

/**
 * Writes one entry if its guard is still the one that was read. False: it is not, or the answer to the write was lost.
 *
 * What stands lies in its item only; who replaces it copies it into the past before. So there is no moment at which a
 * version is nowhere, or two say different things: a crash between leaves a copy of what still stands.
 */
export async function writeEntry(
  calls: Calls,
  partition: string,
  { id, from, at, body, group }: Write,
  signal: AbortSignal,
): Promise<boolean> {
  const key = standingKey(partition, id)
  const text = canonicalJson(body)
  const says = digest(text)
  const always = {
    guard: numeral(from + 1),
    [grouped]: group === undefined ? undefined : { S: listedKey(group, id) },
  }
  let before: Item | undefined
  if (from > 0) {
    const condition = {
      expression: '#guard = :from AND #digest = :digest',
      values: { from: numeral(from), digest: { S: says } },
    }
    const same = await calls.update(key, { values: always, condition }, signal)
    if (same.done) return true
    before = same.before
    if (numberIn(before, 'guard') !== from) return false
    await keepPast(calls, partition, id, before, signal)
  }
  const values = {
    ...always,
    version: numeral(numberIn(before, 'version') + 1),
    at: { S: at },
    moment: numeral(momentOf(at)),
    digest: { S: says },
    ...(await writeBody(calls, text, signal)),
    ...(from === 0 && { told: numeral(0), id: { S: id } }),
  }
  const condition =
    from === 0
      ? { expression: 'attribute_not_exists(#guard)' }
      : { expression: '#guard = :from', values: { from: numeral(from) } }
  return (await calls.update(key, { values, condition }, signal)).done
}

async function keepPast(
  calls: Calls,
  partition: string,
  id: string,
  item: Item | undefined,
  signal: AbortSignal,
): Promise<void> {
  const kept = ['version', 'at', 'moment', 'body', 'pieces'].flatMap((name) => {
    const value = item?.[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  await calls.putNew(pastKey(partition, id, numberIn(item, 'version')), Object.fromEntries(kept), signal)
}

/** Notes that a version was told, unless a higher one is noted. */
export async function tellEntry(
  calls: Calls,
  partition: string,
  { id, version }: { readonly id: string; readonly version: number },
  signal: AbortSignal,
): Promise<void> {
  const values: Values = { told: numeral(version) }
  await calls.update(
    standingKey(partition, id),
    { values, condition: { expression: '#told < :told' } },
    signal,
  )
}

/** What an item says; of a past one together with what stands now. */
export async function entryOf(calls: Calls, now: Item, said: Item, signal: AbortSignal): Promise<Entry> {
  const { body, pieces } = said
  const text = await readBody(calls, 'REGISTER_DAMAGED', { body, pieces }, signal)
  return {
    id: now['id']?.S ?? '',
    version: numberIn(said, 'version'),
    guard: numberIn(now, 'guard'),
    at: said['at']?.S ?? '',
    body: JSON.parse(text ?? 'null') as unknown,
    told: numberIn(now, 'told'),
  }
}

/** Zero where there is none. */
export const numberIn = (item: Item | undefined, name: string): number => Number(item?.[name]?.N ?? 0)
