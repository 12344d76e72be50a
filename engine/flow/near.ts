import { closest, distance } from 'fastest-levenshtein'

/** What was probably meant: the nearest of the names, if it is near enough to be worth saying. */
export function near(word: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined
  const typed = word.toLowerCase()
  const folded = new Map(names.map((name) => [name.toLowerCase(), name]))
  const twisted = [...folded.keys()].find((name) => isTwisted(typed, name))
  if (twisted !== undefined) return folded.get(twisted)
  const found = closest(typed, [...folded.keys()])
  const far = distance(typed, found)
  return far <= Math.max(1, Math.floor(word.length / 3)) && far < found.length ? folded.get(found) : undefined
}

/** Two neighbouring letters exchanged: `cvs` for `csv`. */
function isTwisted(typed: string, name: string): boolean {
  if (typed.length !== name.length || typed === name) return false
  let at = 0
  while (typed[at] === name[at]) at += 1
  const restored = typed.slice(0, at) + typed.charAt(at + 1) + typed.charAt(at) + typed.slice(at + 2)
  return restored === name
}
