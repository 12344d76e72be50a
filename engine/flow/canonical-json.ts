/**
 * JSON with one spelling for one content: keys sorted by code units, undefined members left out, no white space.
 * What has no place in JSON (functions, NaN, bigint) is a mistake and throws.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return jsonText(value)
  const pieces: string[] = []
  write(value, pieces)
  // One flat text: what is added up piece by piece stays a tree of pieces, several times as large, as long as it is kept.
  return pieces.join('')
}

function write(value: unknown, pieces: string[]): void {
  if (typeof value === 'string') pieces.push(jsonText(value))
  else if (typeof value === 'number' && Number.isFinite(value)) pieces.push(`${value}`)
  else if (value === null) pieces.push('null')
  else if (typeof value === 'boolean') pieces.push(value ? 'true' : 'false')
  else if (Array.isArray(value)) writeList(value, pieces)
  else if (typeof value === 'object') writeObject(value as Readonly<Record<string, unknown>>, pieces)
  else throw new TypeError(`${typeof value} has no place in JSON`)
}

function writeList(list: readonly unknown[], pieces: string[]): void {
  pieces.push('[')
  for (let at = 0; at < list.length; at++) {
    if (at > 0) pieces.push(',')
    write(list[at], pieces)
  }
  pieces.push(']')
}

function writeObject(object: Readonly<Record<string, unknown>>, pieces: string[]): void {
  const keys = Object.keys(object)
  if (!isSorted(keys)) keys.sort()
  let before = '{'
  for (const key of keys) {
    const member = object[key]
    if (member === undefined) continue
    pieces.push(before, jsonText(key), ':')
    write(member, pieces)
    before = ','
  }
  pieces.push(before === '{' ? '{}' : '}')
}

function isSorted(keys: readonly string[]): boolean {
  for (let at = 1; at < keys.length; at++) if ((keys[at - 1] as string) > (keys[at] as string)) return false
  return true
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
