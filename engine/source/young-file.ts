import { fileIdentity, type ListedFile } from './newest-file.ts'

/** Times of files are whole seconds, and on some disks every other: what is written again meanwhile looks the same. */
const trusted = 2_000

/**
 * What a cursor keeps of a file that has looked the same since `since` (milliseconds): its identity. Where that is not
 * long enough, the next poll reads it again: a text that is no identity, and says since when.
 */
export function cursorFile(file: ListedFile, since: number, now: number): string {
  const identity = fileIdentity(file)
  return now - since >= trusted ? identity : `${identity}${mark}${since}`
}

/** Since when a file that was too young has looked as it does now. Undefined: it is another. */
export function youngSince(cursor: string | undefined, file: ListedFile): number | undefined {
  const begin = `${fileIdentity(file)}${mark}`
  return cursor?.startsWith(begin) === true ? Number(cursor.slice(begin.length)) : undefined
}

const mark = ' since '
