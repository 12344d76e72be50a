import { feedError } from '../../errors/feed-error.ts'
import type { Json } from '../../model/json.ts'
import type { Row } from '../../model/row.ts'
import { copied } from '../copied.ts'
import type { DecodeLimits } from '../decoder.ts'
import { placeText } from '../lines.ts'
import { put } from '../record.ts'
import type { Attributes } from './attribute-list.ts'
import type { Carry } from './carry.ts'
import type { PathNode } from './paths.ts'

/** What stands before names in a row, so that things of different kinds are kept apart. */
export interface Prefixes {
  readonly attributes: string
  readonly ancestors: string
  /** Of `text` and `element`. */
  readonly own: string
}

/** Where an element begins; its column only where the line alone does not say which is meant. */
export interface ElementStart {
  readonly line: number
  readonly column: number | undefined
}

/** Turns the events of a parser into rows, each at its end tag. Memory is bounded by one row and its ancestors. */
export interface RowBuilder {
  open(name: string, attributes: Attributes, start: ElementStart): void
  text(piece: string): void
  close(): void
  /** The rows that have ended since it was last asked. */
  taken(): readonly Row[]
}

type Fields = Record<string, Json>

interface Frame {
  readonly name: string
  readonly start: ElementStart
  readonly attributes: readonly string[]
  /** Where it lies on a path. */
  readonly node: PathNode | undefined
  /** Where it lies on a path of rows; other paths lead to what is carried. */
  readonly rowNode: PathNode | undefined
  /** What children of it have left for rows that come later. */
  carried: Fields | undefined
  /** What becomes of it as a row, as a part of one, or as a leaf of an ancestor. */
  readonly fields: Fields | undefined
  /** Of interest only if it turns out to have no elements in it. */
  readonly leafOnly: boolean
  /** What rows below are told of it; they share it, so it is copied before it grows. */
  context: Fields | undefined
  shared: boolean
  leaves: number
  elements: number
  text: string
  readonly heldBefore: number
}

const maxNames = 1000

/** A builder at the beginning of a document. Its errors are DECODE_*, with the place of the element. */
export function rowBuilder(
  paths: PathNode,
  carry: Carry,
  prefixes: Prefixes,
  limits: DecodeLimits,
): RowBuilder {
  const wanted = carry.any ? carry.paths : paths
  const stack: Frame[] = []
  let rows: Row[] = []
  let emitted = 0
  /** Characters held for rows that have not ended. */
  let held = 0

  const hold = (characters: number, start: ElementStart): void => {
    held += characters
    if (held <= limits.treeBytes) return
    const option =
      'A path of decode.xml.rows stands for too much; rows should be small parts of the document.'
    const place = placeOf({ start })
    throw feedError('DECODE_TOO_LARGE', { what: 'A row', limit: limits.treeBytes, option }, { place })
  }

  const emit = (frame: Frame, fields: Fields): void => {
    const { name } = frame
    const place = placeOf(frame)
    if (++emitted > limits.rows) throw feedError('DECODE_TOO_MANY_ROWS', { limit: limits.rows }, { place })
    const text = frame.text.trim()
    if (text !== '') claim(fields, `${prefixes.own}text`, text, frame)
    claim(fields, `${prefixes.own}element`, copied(name), frame)
    const nearer = new Set<string>()
    for (const ancestor of stack.toReversed()) {
      if (ancestor.context === undefined || nearer.has(ancestor.name)) continue
      nearer.add(ancestor.name)
      claim(fields, prefixes.ancestors + ancestor.name, ancestor.context, frame)
      ancestor.shared = true
    }
    if (carry.any) {
      const left: Fields = Object.assign({}, ...stack.map(({ carried }) => carried ?? {})) as Fields
      for (const carried of Object.keys(left)) claim(fields, carried, left[carried] ?? null, frame)
    }
    rows.push({ value: fields, place })
  }

  return {
    open(name, attributes, start) {
      const parent = stack[stack.length - 1]
      const node = parent ? parent.node?.child(name) : wanted.child(name)
      if (!parent && !node)
        throw feedError('DECODE_ROOT', { expected: paths.names, found: name }, { place: placeOf({ start }) })
      if (stack.length >= limits.depth)
        throw feedError('DECODE_TOO_DEEP', { limit: limits.depth }, { place: placeOf({ start }) })
      const part = parent?.fields !== undefined && !parent.leafOnly
      const leaf = parent?.context !== undefined
      const kept = node ? node.row : part || leaf
      if (parent) parent.elements++
      stack.push({
        name,
        start,
        attributes: attributes.names,
        node,
        rowNode: parent ? parent.rowNode?.child(name) : paths.child(name),
        carried: undefined,
        fields: kept ? attributeFields(name, attributes, prefixes, start) : undefined,
        leafOnly: !node && !part,
        context: node?.leads ? attributeFields(name, attributes, prefixes, start) : undefined,
        shared: false,
        leaves: 0,
        elements: 0,
        text: '',
        heldBefore: held,
      })
      if (kept) hold(name.length + attributes.size, start)
    },
    text(piece) {
      const frame = stack[stack.length - 1]
      if (frame?.fields === undefined) return
      // White space before it is no part of a text.
      if (frame.text !== '' || piece.trim() !== '') frame.text += copied(piece)
      hold(piece.length, frame.start)
    },
    close() {
      const frame = stack.pop()
      const parent = stack[stack.length - 1]
      if (frame?.fields === undefined) return
      if (frame.node || frame.leafOnly) held = frame.heldBefore
      if (frame.node) {
        const left = carry.any ? carry.leftBy(frame.name, stack, frame.fields) : []
        const value = left.length === 0 ? null : partOf(frame, { ...frame.fields }, prefixes)
        if (frame.rowNode?.row === true) emit(frame, frame.fields)
        if (parent && left.length > 0)
          parent.carried = { ...parent.carried, ...Object.fromEntries(left.map((each) => [each, value])) }
      } else if (parent) {
        const value = partOf(frame, frame.fields, prefixes)
        if (parent.fields && !parent.leafOnly) addPart(parent, parent.fields, frame.name, value, prefixes)
        if (parent.context && frame.elements === 0)
          addLeaf(parent, parent.context, frame.name, value, prefixes)
      }
    },
    taken() {
      const ready = rows
      rows = []
      return ready
    },
  }
}

function claim(fields: Fields, name: string, value: Json, frame: Frame): void {
  if (Object.hasOwn(fields, name))
    throw feedError('DECODE_NAME_TAKEN', { name, element: frame.name }, { place: placeOf(frame) })
  put(fields, name, value)
}

const isAttribute = (frame: Frame, name: string, prefixes: Prefixes): boolean =>
  name.startsWith(prefixes.attributes) && frame.attributes.includes(name.slice(prefixes.attributes.length))

/** A part of a row: text, or an object if it has attributes or elements of its own. Repeated parts become an array. */
function partOf(frame: Frame, fields: Fields, prefixes: Prefixes): Json {
  const text = frame.text.trim()
  if (Object.keys(fields).length === 0) return text
  if (text !== '') claim(fields, `${prefixes.own}text`, text, frame)
  return fields
}

function addPart(frame: Frame, fields: Fields, name: string, value: Json, prefixes: Prefixes): void {
  const before = Object.hasOwn(fields, name) ? fields[name] : undefined
  if (Array.isArray(before)) before.push(value)
  else if (before === undefined || isAttribute(frame, name, prefixes)) claim(fields, name, value, frame)
  else put(fields, name, [before, value])
}

/** A leaf that stands twice counts as it last stood. */
function addLeaf(frame: Frame, context: Fields, name: string, value: Json, prefixes: Prefixes): void {
  const fields = frame.shared ? { ...context } : context
  if (isAttribute(frame, name, prefixes)) claim(fields, name, value, frame)
  if (!Object.hasOwn(fields, name) && ++frame.leaves > maxNames) throw tooWide(frame.name, frame.start)
  put(fields, name, value)
  frame.context = fields
  frame.shared = false
}

function attributeFields(
  element: string,
  { names, values }: Attributes,
  prefixes: Prefixes,
  start: ElementStart,
): Fields {
  if (names.length > maxNames) throw tooWide(element, start)
  const fields: Fields = {}
  for (let at = 0; at < names.length; at++)
    put(fields, prefixes.attributes + (names[at] as string), copied(values[at] as string))
  return fields
}

const placeOf = ({ start: { line, column } }: { readonly start: ElementStart }): string =>
  placeText(line, column)

const tooWide = (element: string, start: ElementStart): Error =>
  feedError(
    'DECODE_TOO_WIDE',
    { what: `The element <${element}>`, limit: maxNames },
    { place: placeOf({ start }) },
  )
