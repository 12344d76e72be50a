import { hash } from 'node:crypto'

/** The entries of one place: what was written there says nothing of another. One per contest, one per file of the whole. */
export const exportsIn = (election: string, place: string): string =>
  `exports|${election}|${hash('sha256', place).slice(0, 16)}`
export const wholeIn = (election: string, place: string): string => `${exportsIn(election, place)}|whole`

/** Longer names are no names of files. */
const mostSigns = 120

/**
 * A part of a path for an id. What is no letter or digit of ASCII and no dash stands as its number in hex between two low
 * lines: two ids never share a name, and none has a dot. Long ones are cut and end in a part of their hash.
 */
function partOf(id: string): string {
  const written = id.replaceAll(/[^A-Za-z0-9-]/gu, (sign) => `_${(sign.codePointAt(0) ?? 0).toString(16)}_`)
  if (written === '') return '_'
  if (written.length <= mostSigns) return written
  return `${written.slice(0, mostSigns - 20)}__${hash('sha256', id).slice(0, 16)}`
}

export const folderOf = (election: string): string => partOf(election)
/** Slashes of an id divide folders. */
export const contestPath = (contest: string): string => contest.split('/').map(partOf).join('/')
