import { expect, test } from 'vitest'
import { deskFiles, specFiles } from '../../engine/deploy/desk-files.ts'
import { rememberedFiles } from '../../engine/deploy/remembered-files.ts'
import type { FeedError } from '../../engine/errors/feed-error.ts'
import { compileAll } from '../../engine/plan/compile-all.ts'
import type { SpecFiles } from '../../engine/plan/compiling.ts'
import { compileDesk } from '../../engine/plan/desk.ts'
import { findFeeds, folderFiles } from '../../engine/plan/feed-files.ts'
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

test('of the specs that pollers have, the same plans come as of the folder of feeds, drafts left out', () => {
  const files = rememberedFiles(folderFiles)
  // Some of each kind: all of them take long to compile, twice.
  const some = findFeeds('feeds', files).filter((_, n) => n % 6 === 0)
  const compiled = compileAll(some, files).flatMap(({ plan }) => (plan === undefined ? [] : [plan]))
  const live = compiled.filter(({ status }) => status !== 'draft')
  expect(live.length).toBeGreaterThan(10)
  const specs = live.map(({ recipe }) => recipe?.file ?? '')
  const texts = specFiles('feeds', specs, files.texts, folderFiles)
  const there = filesOf(under('deployed', texts))
  const again = compileAll(findFeeds('deployed', there), there)
  expect(again.flatMap(({ problems }) => problems)).toEqual([])
  expect(again.map(({ plan }) => [plan?.feed, plan?.hash])).toEqual(
    live.map(({ feed, hash }) => [feed, hash]),
  )
  expect([...texts.keys()].filter((path) => /(^|\/)(fixtures|expected)\/|cases\.yaml$/.test(path))).toEqual(
    [],
  )
})

test('a draft is not among the specs that pollers have, nor a table beside it; what may be asked of hosts is, and every election', () => {
  const texts = {
    'feeds/elections/us-2024-11-05-general.yaml': electionText,
    'feeds/hosts.yaml': 'default: { per_second: 2 }\n',
    'feeds/us-nc/state/feed.yaml': 'feed: us-nc-state\n',
    'feeds/us-nc/state/names.csv': 'a,b\n',
    'feeds/us-nc/draft/feed.yaml': 'feed: us-nc-draft\n',
    'feeds/us-nc/draft/names.csv': 'a,b\n',
    'feeds/profiles/vendor.yaml': 'profile: vendor\n',
  }
  const read = new Map(Object.entries(texts).filter(([path]) => /us-nc|profiles/.test(path)))
  expect([...specFiles('feeds', ['us-nc/state/feed.yaml'], read, filesOf(texts)).keys()]).toEqual([
    'elections/us-2024-11-05-general.yaml',
    'hosts.yaml',
    'profiles/vendor.yaml',
    'us-nc/state/feed.yaml',
    'us-nc/state/names.csv',
  ])
})
