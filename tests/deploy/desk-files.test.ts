import { expect, test } from 'vitest'
import { deskFiles } from '../../engine/deploy/desk-files.ts'
import type { FeedError } from '../../engine/errors/feed-error.ts'
import type { SpecFiles } from '../../engine/plan/compiling.ts'
import { compileDesk } from '../../engine/plan/desk.ts'
import { folderFiles } from '../../engine/plan/feed-files.ts'
import { tables } from '../../engine/plan/tables.ts'
import { electionText, filesOf, type Texts } from '../plan/specs.ts'

const desk = (root: string, election: string, files: SpecFiles) => {
  const problems: FeedError[] = []
  const made = compileDesk(root, election, { files, tables, report: (error) => void problems.push(error) })
  return { desk: JSON.stringify(made), problems: problems.map(({ message }) => message) }
}
const under = (root: string, files: ReadonlyMap<string, string>): Texts =>
  Object.fromEntries([...files].map(([path, text]) => [`${root}/${path}`, text]))

test('every election of the project has the desk there that it has in the folder of feeds', () => {
  const texts = under('deployed', deskFiles('feeds', folderFiles))
  const elections = folderFiles.list('feeds/elections').filter((name) => name.endsWith('.yaml'))
  expect(elections.length).toBeGreaterThan(50)
  for (const name of elections) {
    const id = name.slice(0, -'.yaml'.length)
    expect(desk('deployed', id, filesOf(texts))).toEqual(desk('feeds', id, folderFiles))
  }
})

test('a feed lies there by its id alone, and only where an election names it', () => {
  const election = `${electionText}sources:\n  - { contest: "nc/*", order: [us-nc-state, units] }\n`
  const spec = (id: string) => `feed: ${id}\ntitle: "${id}, whatever it is"\n`
  const files = filesOf({
    'feeds/elections/us-2024-11-05-general.yaml': election,
    'feeds/us-nc/state/feed.yaml': spec('us-nc-state'),
    'feeds/us-nc/state-by-county/feed.yaml': spec('us-nc-state-by-county'),
  })
  expect([...deskFiles('feeds', files)]).toEqual([
    ['elections/us-2024-11-05-general.yaml', election],
    ['us-nc-state/feed.yaml', 'feed: us-nc-state\n'],
  ])
})
