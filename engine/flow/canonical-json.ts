/**
 * JSON with one spelling for one content: keys sorted by code units, undefined members left out, no white space.
 * What has no place in JSON (functions, NaN, bigint) is a mistake and throws.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return jsonText(value)
  if (typeof value === 'number' && Number.isFinite(value)) return `${value}`
  if (value === null) return 'null'
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (Array.isArray(value)) return listText(value)
  if (typeof value === 'object') return objectText(value as Readonly<Record<string, unknown>>)
  throw new TypeError(`${typeof value} has no place in JSON`)
}

/** A text in quotation marks, as JSON writes it. */
export function jsonText(text: string): string {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    // Control characters, quotation mark, backslash, and halves of a pair, which are escaped where they stand alone.
    if (unit < 32 || unit === 34 || unit === 92 || (unit >= 0xd800 && unit <= 0xdfff))
      return JSON.stringify(text)
  }
  return `"${text}"`
}

function listText(list: readonly unknown[]): string {
  let text = '['
  for (let at = 0; at < list.length; at++)
    text += at === 0 ? canonicalJson(list[at]) : `,${canonicalJson(list[at])}`
  return `${text}]`
}

function objectText(object: Readonly<Record<string, unknown>>): string {
  const keys = Object.keys(object)
  if (!isSorted(keys)) keys.sort()
  let text = '{'
  for (const key of keys) {
    const member = object[key]
    if (member === undefined) continue
    text += `${text === '{' ? '' : ','}${jsonText(key)}:${canonicalJson(member)}`
  }
  return `${text}}`
}

function isSorted(keys: readonly string[]): boolean {
  for (let at = 1; at < keys.length; at++) if ((keys[at - 1] as string) > (keys[at] as string)) return false
  return true
}
