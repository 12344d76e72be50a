/**
 * What `JSON.stringify` makes of a value, for a message: exactly that where it has no more characters than `most`, else a
 * beginning of it that has more. A value whose parts are shared may be endless as a text, and is not gone through.
 */
export function brief(value: unknown, most: number): string | undefined {
  // Two more: half of a pair at the cut is written in another way.
  if (typeof value === 'string') return JSON.stringify(value.slice(0, most + 2))
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return Array.isArray(value) ? briefList(value, most) : briefObject(value, most)
}

function briefList(list: readonly unknown[], most: number): string {
  let made = '['
  for (let at = 0; at < list.length && made.length <= most; at += 1) {
    if (at > 0) made += ','
    made += brief(list[at], most - made.length) ?? 'null'
  }
  return `${made}]`
}

function briefObject(object: object, most: number): string {
  let made = '{'
  for (const [key, member] of Object.entries(object)) {
    if (made.length > most) break
    const name = `${made === '{' ? '' : ','}${brief(key, most)}:`
    const text = brief(member, most - made.length)
    if (text !== undefined) made += name + text
  }
  return `${made}}`
}
