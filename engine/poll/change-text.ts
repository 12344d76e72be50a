import { recordText } from '../diff/record-text.ts'
import { canonicalJson, jsonText } from '../flow/canonical-json.ts'
import type { Change, Changeset } from '../model/changeset.ts'
import type { Envelope } from '../model/envelope.ts'
import type { Locator } from '../model/result.ts'

/** Members of a change in canonical JSON, in their order. An envelope has others between them. */
export interface ChangeParts {
  readonly before: string
  readonly digest: string
  /** Key, kind and locators. */
  readonly about: string
  /** The revision before, and the record. */
  readonly said: string
}

/** Undefined: the change has other members than a change has. */
export function changeParts(change: Change): ChangeParts | undefined {
  if (!isPlain(change)) return undefined
  return { before: beforeOf(change), digest: digestOf(change), about: aboutOf(change), said: saidBy(change) }
}

/** A change in canonical JSON, byte for byte what `canonicalJson` makes of it. */
export function changeText(change: Change, parts = changeParts(change)): string {
  if (parts === undefined) return canonicalJson(change)
  return `{${parts.before},${parts.digest},${parts.about},${parts.said}}`
}

/** The parts of the changes of a changeset, by their place in it. */
export type PartsOf = (at: number) => ChangeParts | undefined

/** Those of a first poll are more than the file it comes from. */
const mostKept = 5_000

/** Parts are made as they are asked for; those of few changes only once. */
export function changesInParts(changes: readonly Change[]): PartsOf {
  const kept: (ChangeParts | undefined)[] = []
  const make = (at: number): ChangeParts | undefined => changeParts(changes[at] as Change)
  if (changes.length > mostKept) return make
  return (at) => {
    if (at >= kept.length) kept.push(flat(make(at)))
    return kept[at]
  }
}

/** To be counted, texts are made flat of what was added up piece by piece: once, though they are read twice. */
function flat(parts: ChangeParts | undefined): ChangeParts | undefined {
  if (parts === undefined) return undefined
  for (const part of [parts.before, parts.about, parts.said]) Buffer.byteLength(part)
  return parts
}

/** The envelopes of a changeset in canonical JSON, byte for byte what `canonicalJson` makes of them. */
export function envelopeTexts(
  changeset: Changeset,
): (change: Change, id: string, parts: ChangeParts | undefined) => string {
  const { feed, revision, plan, feedUnit, capture, capturedAt } = changeset
  const jurisdiction = feedUnit === undefined ? {} : { feedUnit }
  const taken = `,"capture":${jsonText(capture)},"capturedAt":${jsonText(capturedAt)},`
  const from = `,"feed":${jsonText(feed)},${feedUnit === undefined ? '' : `"feedUnit":${jsonText(feedUnit)},`}"id":`
  const planned = `,"plan":${jsonText(plan)},`
  const end = `,"revision":${revision}}`
  return (change, id, parts) => {
    if (parts !== undefined) {
      const { before, digest, about, said } = parts
      // Whoever counts its bytes would make one flat text of many pieces.
      return ['{', before, taken, digest, from, jsonText(id), ',', about, planned, said, end].join('')
    }
    const envelope: Envelope = { id, feed, revision, plan, ...jurisdiction, capture, capturedAt, ...change }
    return canonicalJson(envelope)
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

const beforeOf = ({ before }: Change): string =>
  before === null ? '"before":null' : `"before":${figuresText(before)}`

/** What a change has of what stood before it is known, unless it is of another version of the engine. */
function figuresText(before: NonNullable<Change['before']>): string {
  const { modes, unitsReporting, votes } = before
  const known = 1 + Number(modes !== undefined) + Number(unitsReporting !== undefined)
  if (votes === undefined || Object.keys(before).length !== known) return canonicalJson(before)
  let text = '{'
  if (modes !== undefined) text += `"modes":${membersText(modes, countsText)},`
  if (unitsReporting !== undefined) text += `"unitsReporting":${canonicalJson(unitsReporting)},`
  return `${text}"votes":${countsText(votes)}}`
}

const countsText = (counts: Readonly<Record<string, number>>): string => membersText(counts, countText)

const countText = (count: number): string => (Number.isSafeInteger(count) ? `${count}` : canonicalJson(count))

function membersText<Member>(members: Readonly<Record<string, Member>>, textOf: (member: Member) => string) {
  let text = '{'
  let before = ''
  for (const name of inOrder(Object.keys(members))) {
    const member = members[name]
    if (member === undefined) continue
    text += `${before}${jsonText(name)}:${textOf(member)}`
    before = ','
  }
  return `${text}}`
}

const digestOf = ({ digest }: Change): string => `"digest":${digest === null ? 'null' : jsonText(digest)}`

/** What stands between the digest and the revision before, in a change as in an envelope. */
const aboutOf = ({ key, kind, locators }: Change): string =>
  `"key":${jsonText(key)},"kind":"${kind}","locators":${locatorsText(locators)}`

const saidBy = ({ previous, record }: Change): string =>
  `"previous":${previous},"record":${record === null ? 'null' : recordText(record)}`

function locatorsText(locators: readonly Locator[]): string {
  let text = '['
  for (const locator of locators) text += `${text === '[' ? '' : ','}${locatorText(locator)}`
  return `${text}]`
}

/** What a locator has is known, unless it is of another version of the engine. */
function locatorText(locator: Locator): string {
  const { origin, places } = locator
  if (origin === undefined || places === undefined || Object.keys(locator).length !== 2)
    return canonicalJson(locator)
  let text = `{"origin":${jsonText(origin)},"places":{`
  let before = ''
  for (const selection of inOrder(Object.keys(places))) {
    text += `${before}${jsonText(selection)}:${textsText(places[selection] ?? [])}`
    before = ','
  }
  return `${text}}}`
}

function textsText(texts: readonly string[]): string {
  if (texts.length === 1) return `[${jsonText(texts[0] as string)}]`
  return `[${texts.map(jsonText).join(',')}]`
}

/** By code units; mostly they are. */
function inOrder(names: readonly string[]): readonly string[] {
  for (let at = 1; at < names.length; at++)
    if ((names[at - 1] as string) > (names[at] as string)) return names.toSorted()
  return names
}
