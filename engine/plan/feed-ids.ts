import type { SpecFiles } from './compiling.ts'
import { findFeeds } from './feed-files.ts'
import { feedsRootOf } from './feeds-root.ts'

/** The ids of all feeds of the root that a spec belongs to. Files are not compiled: a feed with problems is there all the same. */
export function feedIdsIn(path: string, files: SpecFiles): readonly string[] {
  return findFeeds(feedsRootOf(path, files), files).flatMap((file) => {
    const text = files.read(file)
    const id = typeof text === 'string' ? /^feed:[ \t]*["']?([^\s"'#]+)/m.exec(text)?.[1] : undefined
    return id === undefined ? [] : [id]
  })
}
