import { posix } from 'node:path'
import type { SpecFiles } from '../plan/compiling.ts'
import { compileDesk } from '../plan/desk.ts'
import { tables } from '../plan/tables.ts'
import { rememberedFiles } from './remembered-files.ts'

/** Texts by paths below a folder of feeds, in the order of the paths. */
export type Texts = ReadonlyMap<string, string>

/**
 * What processors read of a folder of feeds: elections, with the tables beside them, and of feeds that these name the ids alone, since
 * nothing else of a feed says anything of an election. A feed that no election names changes nothing.
 */
export function deskFiles(root: string, files: SpecFiles): Texts {
  const read = [...readByDesks(root, files)]
  const [specs, others] = [read.filter(([path]) => isSpec(path)), read.filter(([path]) => !isSpec(path))]
  const words = new Set(others.flatMap(([, text]) => text.match(/[a-z0-9]+(-[a-z0-9]+)*/g) ?? []))
  const named = specs.flatMap(([, text]) => {
    const id = /^feed:[ \t]*["']?([^\s"'#]+)/m.exec(text)?.[1]
    return id !== undefined && words.has(id) ? [[`${id}/feed.yaml`, `feed: ${id}\n`] as const] : []
  })
  return inOrder([...others, ...named])
}

/**
 * The folder of feeds as pollers have it: whatever these specs are compiled of, elections, and what may be asked of hosts; nothing of
 * drafts, of fixtures and of cases. `specs` are paths below the root, and `read` has what was read as they were compiled.
 */
export function specFiles(root: string, specs: readonly string[], read: Texts, files: SpecFiles): Texts {
  const folders = new Set(specs.map((path) => posix.dirname(path)))
  const below = (texts: Texts) =>
    [...texts].map(([path, text]) => [posix.relative(root, path), text] as const)
  const compiledOf = below(read)
  const left = new Set(
    compiledOf.flatMap(([path]) => {
      const folder = posix.dirname(path)
      return isSpec(path) && !folders.has(folder) ? [folder] : []
    }),
  )
  const own = compiledOf.filter(([path]) => !left.has(posix.dirname(path)))
  const ofDesks = [...readByDesks(root, files)].filter(([path]) => !isSpec(path))
  const hosts = files.read(`${root}/hosts.yaml`)
  return inOrder([...own, ...ofDesks, ...(typeof hosts === 'string' ? [['hosts.yaml', hosts] as const] : [])])
}

/** All that is read to compile the desks of elections: every election looks at all specs, of which there may be thousands. */
function readByDesks(root: string, files: SpecFiles): Texts {
  const watched = rememberedFiles(files)
  for (const name of files.list(`${root}/elections`)) {
    if (!name.endsWith('.yaml')) continue
    compileDesk(root, name.slice(0, -'.yaml'.length), { files: watched, tables, report: () => undefined })
  }
  return new Map([...watched.texts].map(([path, text]) => [posix.relative(root, path), text]))
}

const inOrder = (texts: readonly (readonly [string, string])[]): Texts =>
  new Map(texts.toSorted(([one], [other]) => (one < other ? -1 : 1)))

const isSpec = (path: string): boolean => posix.basename(path) === 'feed.yaml'
