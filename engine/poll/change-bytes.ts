import { putWritten } from '../diff/written-records.ts'
import { canonicalJson, jsonText } from '../flow/canonical-json.ts'
import {
  asBytes,
  asWords,
  type JsonBytes,
  jsonBytes,
  putByte,
  putBytes,
  putJsonText,
  putNumber,
  putSlice,
  putText,
  putWords,
} from '../flow/json-bytes.ts'
import type { Change, Changeset } from '../model/changeset.ts'
import type { Envelope } from '../model/envelope.ts'
import type { Locator } from '../model/result.ts'
import { namesIn, noNames, putMembers } from './member-bytes.ts'

/** A change in canonical JSON as it lies in some bytes, and where members begin before which an envelope has others. */
export interface ChangeBytes {
  readonly bytes: Buffer
  readonly start: number
  readonly digest: number
  readonly key: number
  /** Behind the key. */
  readonly kind: number
  readonly previous: number
  readonly end: number
}

/**
 * Puts a change in canonical JSON, byte for byte what `canonicalJson` makes of it. Undefined: it has other members than a
 * change has.
 */
export function putChange(out: JsonBytes, change: Change): ChangeBytes | undefined {
  if (!isPlain(change)) {
    putText(out, canonicalJson(change))
    return undefined
  }
  const start = out.length
  putBefore(out, change)
  const digest = out.length
  putWords(out, digestIs)
  if (change.digest === null) putWords(out, nothing)
  else putJsonText(out, change.digest)
  const key = out.length
  putWords(out, keyIs)
  putJsonText(out, change.key)
  const kind = out.length
  putBytes(out, kindBytes(change.kind))
  putLocators(out, change.locators)
  const previous = out.length
  putWords(out, previousIs)
  if (change.previous === null) putWords(out, nothing)
  else putNumber(out, change.previous)
  putWords(out, recordIs)
  if (change.record === null) putWords(out, nothing)
  else putWritten(out, change.record)
  putByte(out, braceEnd)
  return { bytes: out.bytes, start, digest, key, kind, previous, end: out.length }
}

const [brace, braceEnd, bracket, bracketEnd, comma] = [123, 125, 91, 93, 44]
const digestIs = asWords(',"digest":')
const keyIs = asWords(',"key":')
const previousIs = asWords(',"previous":')
const recordIs = asWords(',"record":')
const nothing = asWords('null')

let lastKind: { readonly kind: string; readonly bytes: Uint8Array } | undefined

function kindBytes(kind: string): Uint8Array {
  if (lastKind?.kind !== kind) lastKind = { kind, bytes: asBytes(`,"kind":"${kind}"`) }
  return lastKind.bytes
}

/**
 * The envelopes of a changeset in canonical JSON, byte for byte what `canonicalJson` makes of them, each good until the next.
 * An `id` is the feed, the revision and the key.
 */
export function envelopesOf(
  changeset: Changeset,
): (change: Change, id: string, written: ChangeBytes | undefined) => JsonBytes {
  const { feed, revision, plan, feedUnit, capture, capturedAt } = changeset
  const jurisdiction = feedUnit === undefined ? {} : { feedUnit }
  const taken = asBytes(`,"capture":${jsonText(capture)},"capturedAt":${jsonText(capturedAt)}`)
  const unitText = feedUnit === undefined ? '' : `"feedUnit":${jsonText(feedUnit)},`
  // A text that goes on is its beginning and its rest, each as JSON writes it: they meet at a slash.
  const from = asBytes(
    `,"feed":${jsonText(feed)},${unitText}"id":${jsonText(`${feed}/${revision}/`).slice(0, -1)}`,
  )
  const planned = asBytes(`,"plan":${jsonText(plan)}`)
  const end = asBytes(`,"revision":${revision}}`)
  const out = jsonBytes(16_384)
  return (change, id, written) => {
    out.length = 0
    if (written === undefined) {
      const envelope: Envelope = { id, feed, revision, plan, ...jurisdiction, capture, capturedAt, ...change }
      putText(out, canonicalJson(envelope))
      return out
    }
    const { bytes } = written
    putSlice(out, bytes, written.start, written.digest)
    putBytes(out, taken)
    putSlice(out, bytes, written.digest, written.key)
    putBytes(out, from)
    putSlice(out, bytes, written.key + keyIs.length + 1, written.kind)
    putSlice(out, bytes, written.key, written.previous)
    putBytes(out, planned)
    putSlice(out, bytes, written.previous, written.end - 1)
    putBytes(out, end)
    return out
  }
}

/** Has it all that a change has, and nothing else? One of an archive may be of another version of the engine. */
function isPlain(change: Change): boolean {
  const { kind, key, previous, before, record, digest, locators } = change
  const isWhole =
    kind !== undefined &&
    key !== undefined &&
    previous !== undefined &&
    before !== undefined &&
    record !== undefined &&
    digest !== undefined &&
    locators !== undefined
  return isWhole && membersOf(change) === 7
}

/** What a change has of what stood before it is known, unless it is of another version of the engine. */
function putBefore(out: JsonBytes, { before }: Change): void {
  putWords(out, beforeIs)
  if (before === null) return putWords(out, nothing)
  const { modes, unitsReporting, votes } = before
  const known = 1 + Number(modes !== undefined) + Number(unitsReporting !== undefined)
  if (votes === undefined || membersOf(before) !== known) return putText(out, canonicalJson(before))
  putByte(out, brace)
  if (modes !== undefined) {
    putWords(out, modesAre)
    selections = namesIn(modes, selections)
    putMembers(out, selections, modes, putModes)
    putByte(out, comma)
  }
  if (unitsReporting !== undefined) putText(out, `"unitsReporting":${canonicalJson(unitsReporting)},`)
  putWords(out, votesAre)
  selections = namesIn(votes, selections)
  putMembers(out, selections, votes, putCount)
  putByte(out, braceEnd)
}

/** Of what was put last: votes, modes and places are mostly of the same selections. */
let [selections, modesNamed] = [noNames, noNames]

const beforeIs = asWords('{"before":')
const modesAre = asWords('"modes":')
const votesAre = asWords('"votes":')

function putModes(out: JsonBytes, counts: Readonly<Record<string, number>>): void {
  modesNamed = namesIn(counts, modesNamed)
  putMembers(out, modesNamed, counts, putCount)
}

function putCount(out: JsonBytes, count: number): void {
  if (Number.isSafeInteger(count)) putNumber(out, count)
  else putText(out, canonicalJson(count))
}

/** How many, without a list of them. */
function membersOf(object: object): number {
  let members = 0
  for (const _ in object) members += 1
  return members
}

function putLocators(out: JsonBytes, locators: readonly Locator[]): void {
  putWords(out, locatorsAre)
  for (let at = 0; at < locators.length; at++) {
    if (at > 0) putByte(out, comma)
    putLocator(out, locators[at] as Locator)
  }
  putByte(out, bracketEnd)
}

const locatorsAre = asWords(',"locators":[')

/** What a locator has is known, unless it is of another version of the engine. */
function putLocator(out: JsonBytes, locator: Locator): void {
  const { origin, places } = locator
  if (origin === undefined || places === undefined || membersOf(locator) !== 2)
    return putText(out, canonicalJson(locator))
  putBytes(out, originBytes(origin))
  selections = namesIn(places, selections)
  putMembers(out, selections, places, putTexts)
  putByte(out, braceEnd)
}

/** Those of one body have one and the same origin. */
let lastOrigin: { readonly origin: string; readonly bytes: Uint8Array } | undefined

function originBytes(origin: string): Uint8Array {
  if (lastOrigin?.origin !== origin)
    lastOrigin = { origin, bytes: asBytes(`{"origin":${jsonText(origin)},"places":`) }
  return lastOrigin.bytes
}

function putTexts(out: JsonBytes, texts: readonly string[]): void {
  putByte(out, bracket)
  for (let at = 0; at < texts.length; at++) {
    if (at > 0) putByte(out, comma)
    putJsonText(out, texts[at] as string)
  }
  putByte(out, bracketEnd)
}
