/**
 * The same text, which holds no other in memory: what is cut out of a text keeps all of it, unless it is shorter than 13
 * characters.
 */
export function copied(text: string): string {
  // A text of two is made one, a new one, when it is cut.
  return text.length < 13 ? text : `${text} `.slice(0, -1)
}
