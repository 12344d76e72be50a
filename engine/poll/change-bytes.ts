import { putWritten } from '../diff/written-records.ts'
import { canonicalJson, jsonText } from '../flow/canonical-json.ts'
import {
  asBytes,
  type JsonBytes,
  jsonBytes,
  putByte,
  putBytes,
  putJsonText,
  putNumber,
  putSlice,
  putText,
  textOf,
} from '../flow/json-bytes.ts'
import type { Change, Changeset } from '../model/changeset.ts'
import type { Envelope } from '../model/envelope.ts'
import type { Locator } from '../model/result.ts'

/** A change in canonical JSON as it lies in some bytes, and where members begin before which an envelope has others. */
export interface ChangeBytes {
  readonly bytes: Uint8Array
  readonly start: number
  readonly digest: number
  readonly key: number
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
  putBytes(out, digestIs)
  if (change.digest === null) putBytes(out, nothing)
  else putJsonText(out, change.digest)
  const key = out.length
  putBytes(out, keyIs)
  putJsonText(out, change.key)
  putText(out, `,"kind":"${change.kind}"`)
  putLocators(out, change.locators)
  const previous = out.length
  putText(out, `,"previous":${change.previous},"record":`)
  if (change.record === null) putBytes(out, nothing)
  else putWritten(out, change.record)
  putByte(out, braceEnd)
  return { bytes: out.bytes, start, digest, key, previous, end: out.length }
}

const [brace, braceEnd, bracket, bracketEnd, comma] = [123, 125, 91, 93, 44]
const digestIs = asBytes(',"digest":')
const keyIs = asBytes(',"key":')
const nothing = asBytes('null')

/** The envelopes of a changeset in canonical JSON, byte for byte what `canonicalJson` makes of them. */
export function envelopeTexts(
  changeset: Changeset,
): (change: Change, id: string, written: ChangeBytes | undefined) => string {
  const { feed, revision, plan, feedUnit, capture, capturedAt } = changeset
  const jurisdiction = feedUnit === undefined ? {} : { feedUnit }
  const taken = asBytes(`,"capture":${jsonText(capture)},"capturedAt":${jsonText(capturedAt)}`)
  const unitText = feedUnit === undefined ? '' : `"feedUnit":${jsonText(feedUnit)},`
  const from = asBytes(`,"feed":${jsonText(feed)},${unitText}"id":`)
  const planned = asBytes(`,"plan":${jsonText(plan)}`)
  const end = asBytes(`,"revision":${revision}}`)
  const out = jsonBytes(4_096)
  return (change, id, written) => {
    if (written === undefined) {
      const envelope: Envelope = { id, feed, revision, plan, ...jurisdiction, capture, capturedAt, ...change }
      return canonicalJson(envelope)
    }
    const { bytes } = written
    out.length = 0
    putSlice(out, bytes, written.start, written.digest)
    putBytes(out, taken)
    putSlice(out, bytes, written.digest, written.key)
    putBytes(out, from)
    putJsonText(out, id)
    putSlice(out, bytes, written.key, written.previous)
    putBytes(out, planned)
    putSlice(out, bytes, written.previous, written.end - 1)
    putBytes(out, end)
    return textOf(out)
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
  return isWhole && Object.keys(change).length === 7
}

/** What a change has of what stood before it is known, unless it is of another version of the engine. */
function putBefore(out: JsonBytes, { before }: Change): void {
  putBytes(out, beforeIs)
  if (before === null) return putBytes(out, nothing)
  const { modes, unitsReporting, votes } = before
  const known = 1 + Number(modes !== undefined) + Number(unitsReporting !== undefined)
  if (votes === undefined || Object.keys(before).length !== known) return putText(out, canonicalJson(before))
  putByte(out, brace)
  if (modes !== undefined) {
    putBytes(out, modesAre)
    putMembers(out, modes, putCounts)
    putByte(out, comma)
  }
  if (unitsReporting !== undefined) putText(out, `"unitsReporting":${canonicalJson(unitsReporting)},`)
  putBytes(out, votesAre)
  putCounts(out, votes)
  putByte(out, braceEnd)
}

const beforeIs = asBytes('{"before":')
const modesAre = asBytes('"modes":')
const votesAre = asBytes('"votes":')

function putCounts(out: JsonBytes, counts: Readonly<Record<string, number>>): void {
  putMembers(out, counts, putCount)
}

function putCount(out: JsonBytes, count: number): void {
  if (Number.isSafeInteger(count)) putNumber(out, count)
  else putText(out, canonicalJson(count))
}

type Put<One> = (out: JsonBytes, one: One) => void

function putMembers<One>(out: JsonBytes, members: Readonly<Record<string, One>>, put: Put<One>): void {
  putByte(out, brace)
  const first = out.length
  if (isInOrder(members)) for (const name in members) putMember(out, first, name, members[name], put)
  else for (const name of Object.keys(members).toSorted()) putMember(out, first, name, members[name], put)
  putByte(out, braceEnd)
}

/** By code units; mostly they are. */
function isInOrder(members: object): boolean {
  let last = ''
  for (const name in members) {
    if (name < last) return false
    last = name
  }
  return true
}

function putMember<One>(
  out: JsonBytes,
  first: number,
  name: string,
  member: One | undefined,
  put: Put<One>,
): void {
  if (member === undefined) return
  if (out.length > first) putByte(out, comma)
  putBytes(out, nameBytes(name))
  put(out, member)
}

/** Ids of selections and names of modes, as members begin. */
const nameMembers = new Map<string, Uint8Array>()
/** Where every unit has its own, remembering them all would not pay. */
const mostNames = 20_000

function nameBytes(name: string): Uint8Array {
  const found = nameMembers.get(name)
  if (found !== undefined) return found
  const bytes = asBytes(`${jsonText(name)}:`)
  if (nameMembers.size >= mostNames) nameMembers.clear()
  nameMembers.set(name, bytes)
  return bytes
}

function putLocators(out: JsonBytes, locators: readonly Locator[]): void {
  putBytes(out, locatorsAre)
  for (let at = 0; at < locators.length; at++) {
    if (at > 0) putByte(out, comma)
    putLocator(out, locators[at] as Locator)
  }
  putByte(out, bracketEnd)
}

const locatorsAre = asBytes(',"locators":[')

/** What a locator has is known, unless it is of another version of the engine. */
function putLocator(out: JsonBytes, locator: Locator): void {
  const { origin, places } = locator
  if (origin === undefined || places === undefined || Object.keys(locator).length !== 2)
    return putText(out, canonicalJson(locator))
  putBytes(out, originBytes(origin))
  putMembers(out, places, putTexts)
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
