/** Whether a text may hold characters of two units. */
export function hasPairs(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if ((text.charCodeAt(at) & 0xf800) === 0xd800) return true
  return false
}

/** How many characters a text has; a half of a pair that stands alone is one. */
export function characters(text: string): number {
  let pairs = 0
  for (let at = 0; at < text.length - 1; at += 1) {
    if (!startsPair(text, at)) continue
    pairs += 1
    at += 1
  }
  return text.length - pairs
}

/** Where the character of this number begins; the end of the text where it has less. */
export function offsetOf(text: string, character: number): number {
  let at = 0
  for (let number = 0; number < character && at < text.length; number += 1) at += startsPair(text, at) ? 2 : 1
  return at
}

const startsPair = (text: string, at: number): boolean =>
  (text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00
