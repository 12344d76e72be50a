import { closest, distance } from 'fastest-levenshtein'

/** What was probably meant: the nearest of the names, if it is near enough to be worth saying. */
export function near(word: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined
  const folded = new Map(names.map((name) => [name.toLowerCase(), name]))
  const found = closest(word.toLowerCase(), [...folded.keys()])
  const far = distance(word.toLowerCase(), found)
  return far <= Math.max(1, Math.floor(word.length / 3)) && far < found.length ? folded.get(found) : undefined
}
