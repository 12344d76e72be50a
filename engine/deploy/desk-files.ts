import { posix } from 'node:path'
import type { SpecFiles } from '../plan/compiling.ts'
import { compileDesk } from '../plan/desk.ts'
import { tables } from '../plan/tables.ts'

/**
 * What processors read of a folder of feeds, by paths below it: elections, with the tables beside them, and of feeds that
 * these name the ids alone, since nothing else of a feed says anything of an election. A feed that no election names changes nothing.
 */
export function deskFiles(root: string, files: SpecFiles): ReadonlyMap<string, string> {
  const read = new Map<string, string>()
  const watched: SpecFiles = {
    list: (folder) => files.list(folder),
    read(path) {
      const place = posix.relative(root, path)
      // Every election looks at all specs, of which there may be thousands.
      const text = read.get(place) ?? files.read(path)
      if (typeof text === 'string') read.set(place, text)
      return text
    },
  }
  for (const name of files.list(`${root}/elections`)) {
    if (!name.endsWith('.yaml')) continue
    compileDesk(root, name.slice(0, -'.yaml'.length), { files: watched, tables, report: () => undefined })
  }
  const [specs, others] = [[...read.keys()].filter(isSpec), [...read].filter(([path]) => !isSpec(path))]
  const words = new Set(others.flatMap(([, text]) => text.match(/[a-z0-9]+(-[a-z0-9]+)*/g) ?? []))
  const named = specs.flatMap((path) => {
    const id = /^feed:[ \t]*["']?([^\s"'#]+)/m.exec(read.get(path) ?? '')?.[1]
    return id !== undefined && words.has(id) ? [[`${id}/feed.yaml`, `feed: ${id}\n`] as const] : []
  })
  return new Map([...others, ...named].toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

const isSpec = (path: string): boolean => posix.basename(path) === 'feed.yaml'
