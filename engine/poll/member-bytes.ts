import { jsonText } from '../flow/canonical-json.ts'
import { asBytes, type JsonBytes, putByte, putBytes } from '../flow/json-bytes.ts'

interface Named {
  readonly name: string
  /** As the member begins. */
  readonly bytes: Uint8Array
}
/** The members of an object, as they begin in canonical JSON. */
export interface Names {
  /** As an object had them. */
  readonly names: readonly string[]
  /** By code units. */
  readonly inOrder: readonly Named[]
}
/** Of no object yet. */
export const noNames: Names = { names: [], inOrder: [] }

/** `last`, where an object has the same members in the same order: what comes next is mostly of the same contest. */
export function namesIn(members: object, last: Names): Names {
  let at = 0
  for (const name in members) {
    if (name !== last.names[at]) return namesAnew(members)
    at += 1
  }
  return at === last.names.length ? last : namesAnew(members)
}

function namesAnew(members: object): Names {
  const names = Object.keys(members)
  return { names, inOrder: names.toSorted().map(named) }
}

type Put<One> = (out: JsonBytes, one: One) => void

/** Puts an object in canonical JSON of which `names` has the members; those that are undefined are left out. */
export function putMembers<One>(
  out: JsonBytes,
  { inOrder }: Names,
  members: Readonly<Record<string, One>>,
  put: Put<One>,
): void {
  putByte(out, brace)
  const first = out.length
  for (let at = 0; at < inOrder.length; at++) {
    const { name, bytes } = inOrder[at] as Named
    const member = members[name]
    if (member === undefined) continue
    if (out.length > first) putByte(out, comma)
    putBytes(out, bytes)
    put(out, member)
  }
  putByte(out, braceEnd)
}

const [brace, braceEnd, comma] = [123, 125, 44]

/** Ids of selections and names of modes, as members begin. */
const known = new Map<string, Named>()
/** Where every unit has its own, remembering them all would not pay. */
const mostNames = 20_000

function named(name: string): Named {
  const found = known.get(name)
  if (found !== undefined) return found
  const made = { name, bytes: asBytes(`${jsonText(name)}:`) }
  if (known.size >= mostNames) known.clear()
  known.set(name, made)
  return made
}
