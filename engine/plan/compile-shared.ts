import type { FeedError } from '../errors/feed-error.ts'
import { parseSpec } from '../spec/document.ts'
import { compileChecks } from './checks.ts'
import type { Compiling, Section, SpecFiles } from './compiling.ts'
import { compileDesk } from './desk.ts'
import { readHosts } from './hosts.ts'
import { compileLimits } from './limits.ts'
import { compileLookups } from './lookups.ts'
import { compileOne } from './part.ts'
import { readProfile } from './profile.ts'
import { tables } from './tables.ts'
import { compileNames, compileValues } from './values.ts'

/**
 * The problems of hosts.yaml and of all elections and profiles of a folder of feeds, whether or not a feed names them. Of a profile no
 * mapping is looked at: what it may ask, such as lookups, the feed that names it may give.
 */
export function problemsOfShared(root: string, files: SpecFiles): readonly FeedError[] {
  const problems: FeedError[] = []
  const compiling: Compiling = { files, tables, report: (error) => void problems.push(error) }
  for (const id of namesIn(`${root}/elections`, files)) {
    compileDesk(root, id, compiling)
  }
  for (const name of namesIn(`${root}/profiles`, files)) compileProfile(root, name, compiling)
  readHosts(root, files, compiling.report)
  return problems
}

const namesIn = (folder: string, files: SpecFiles): readonly string[] =>
  files.list(folder).flatMap((name) => (name.endsWith('.yaml') ? [name.slice(0, -5)] : []))

/** What a feed fills in (`{county}`) can not be judged without the feed: an address may begin with it. */
const asksFeed = ({ value }: Section, parameters: readonly string[]): boolean =>
  parameters.some((name) => JSON.stringify(value).includes(`{${name}}`))

function compileProfile(root: string, name: string, compiling: Compiling): void {
  const profile = readProfile(root, name, parseSpec(root, ''), compiling)
  if (profile === undefined) return
  const { document, sections } = profile
  const section = (key: keyof typeof sections): Section | undefined =>
    sections[key] === undefined ? undefined : ({ value: sections[key], document, path: [key] } as Section)
  compileLimits(section('limits') as never, compiling)
  compileLookups(section('lookups') as never, compiling)
  compileChecks(section('checks'), compiling)
  compileValues(section('values') as never, compiling)
  // Which lookups a party may be in, the feed that names the profile says.
  compileNames(section('names') as never, undefined, compiling)
  for (const family of ['source', 'decode', 'select'] as const) {
    const found = section(family)
    if (found !== undefined && !asksFeed(found, Object.keys(sections.parameters ?? {})))
      compileOne(family, found, compiling)
  }
}
