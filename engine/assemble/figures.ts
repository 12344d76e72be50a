import { feedError } from '../errors/feed-error.ts'

/** `isPiece`: its line said that it is one of several that are added up. */
export type Figure = { readonly value: number; readonly place: string; readonly isPiece?: boolean }
export type Place = { readonly origin: string; readonly place: string }

/** By what they are called. */
export type Figures<Word> = Map<Word, Figure>

/** Which figures are added up where several lines give them. */
export interface Adds {
  readonly votes: boolean
  readonly ballots: boolean
}

/** A figure in words. */
export const figureOf = (
  of: { readonly contest: { readonly name: string }; readonly unit: { readonly name: string } },
  what: string,
): string => `"${of.contest.name}" in ${of.unit.name}: ${what}`

/** Votes come once: even the same number again would be a row counted twice. */
export function once<Key>(figures: Map<Key, Figure>, key: Key, given: Figure, figure: () => string): void {
  const found = figures.get(key)
  if (found !== undefined) collide(found, given, figure)
  figures.set(key, given)
}

/** The place of the first stays: a sum has no place of its own. */
export function added<Key>(figures: Map<Key, Figure>, key: Key, given: Figure): void {
  const found = figures.get(key)
  figures.set(key, found === undefined ? given : { ...found, value: found.value + given.value })
}

/** Ballots and progress come with every selection's row; another value is a collision. */
export function repeated<Key>(
  figures: Map<Key, Figure>,
  key: Key,
  given: Figure,
  figure: () => string,
): void {
  const found = figures.get(key)
  if (found === undefined) figures.set(key, given)
  else if (found.value !== given.value) collide(found, given, figure)
}

function collide(found: Figure, given: Figure, figure: () => string): never {
  const collision = { figure: figure(), first: found.place, was: found.value, is: given.value }
  throw feedError('ASSEMBLE_COLLISION', collision, { place: given.place })
}

/** Of a line that says several things its place is kept once. */
export function notePlace(places: Place[], at: Place): void {
  const last = places.at(-1)
  if (last?.place !== at.place || last.origin !== at.origin) places.push(at)
}
