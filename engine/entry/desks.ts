import type { Config } from '../config.ts'
import type { FeedError } from '../errors/feed-error.ts'
import { compileDesk, type Desk, plainDesk } from '../plan/desk.ts'
import { folderFiles } from '../plan/feed-files.ts'
import { tables } from '../plan/tables.ts'

/**
 * The desks of the elections in the folder of feeds, each compiled when it is first asked for. A file with problems fails,
 * every time, with all of them: figures are not reconciled by half of its rules.
 */
export function desksIn({ feeds: root }: Pick<Config, 'feeds'>): (election: string) => Desk {
  const known = new Map<string, Desk>()
  return (election) => {
    const found = known.get(election)
    if (found !== undefined) return found
    const problems: FeedError[] = []
    const compiling = { files: folderFiles, tables, report: (error: FeedError) => void problems.push(error) }
    const desk = compileDesk(root, election, compiling)
    const [first, ...others] = problems
    if (first !== undefined) throw others.length === 0 ? first : new AggregateError(problems)
    const made = desk ?? plainDesk(election)
    known.set(election, made)
    return made
  }
}
