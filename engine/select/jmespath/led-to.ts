import type { Json, JsonObject } from '../../model/json.ts'

const nameAtStart = /^(?:"(?<quoted>[^"\\]+)"|(?<plain>[A-Za-z_][A-Za-z0-9_]*))/
const shownNames = 12

/**
 * How far the names at the begin of an expression lead in a document, where it finds nothing: "Data is an object, not a list;
 * it has …". The document itself where the expression begins otherwise.
 */
export function ledTo(root: Json, expression: string): string {
  let here: Json = root
  let path = ''
  let rest = expression.trim()
  for (;;) {
    const match = nameAtStart.exec(rest)
    const name = match?.groups?.['quoted'] ?? match?.groups?.['plain']
    if (match === null || name === undefined) break
    if (!isObject(here)) return `${called(path)} is ${kindOf(here)}, not an object.`
    if (!Object.hasOwn(here, name)) return membersOf(here, path)
    here = here[name] ?? null
    path = path === '' ? name : `${path}.${name}`
    rest = rest.slice(match[0].length)
    if (/^\[(?!\?|\d|-|"|\*"|[A-Za-z_])/.test(rest) || rest.startsWith('[?'))
      return Array.isArray(here)
        ? membersOf(root, '')
        : `${called(path)} is ${kindOf(here)}, not a list.${also(here)}`
    if (!rest.startsWith('.')) break
    rest = rest.slice(1)
  }
  return path === '' ? membersOf(root, '') : `${called(path)} is ${kindOf(here)}.`
}

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const called = (path: string): string => (path === '' ? 'The document' : path)

function membersOf(value: Json, path: string): string {
  const names = isObject(value) ? Object.keys(value) : []
  return names.length === 0 ? `${called(path)} is ${kindOf(value)}.` : `${called(path)} has ${listOf(names)}.`
}

const also = (value: Json): string => (isObject(value) ? ` It has ${listOf(Object.keys(value))}.` : '')

const listOf = (names: readonly string[]): string =>
  `${names.slice(0, shownNames).join(', ')}${names.length > shownNames ? ', …' : ''}`

/** Of a text, in an error: it may be a whole page. */
const longest = 80

/** A value in words, and a text or number as it is. */
export function kindOf(value: Json): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object'
  const text = JSON.stringify(value)
  return `the ${typeof value} ${text.length > longest ? `${text.slice(0, longest)}…` : text}`
}
