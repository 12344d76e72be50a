import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { posix } from 'node:path'
import { utf8Text } from '../spec/utf8.ts'
import type { SpecFiles } from './compiling.ts'

/** Specs and what they name, in a folder of this machine. */
export const folderFiles: SpecFiles = {
  read: (path) => (existsSync(path) && statSync(path).isFile() ? utf8Text(readFileSync(path)) : undefined),
  list: (folder) =>
    existsSync(folder)
      ? readdirSync(folder, { withFileTypes: true })
          .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
          .toSorted()
      : [],
}

/** Every feed.yaml below a root, sorted. A folder called `feeds` in it is a root of its own and is left out. */
export function findFeeds(root: string, files: SpecFiles): readonly string[] {
  return files.list(root).flatMap((name) => {
    if (name === 'feed.yaml') return [posix.join(root, name)]
    return name.endsWith('/') && name !== 'feeds/' ? findFeeds(posix.join(root, name), files) : []
  })
}
