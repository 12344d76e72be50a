import { describe, expect, test } from 'vitest'
import { compileAll } from '../../engine/plan/compile-all.ts'
import { findFeeds } from '../../engine/plan/feed-files.ts'
import { electionPath, electionText, filesOf, specText } from './specs.ts'

const files = filesOf({
  [electionPath]: electionText,
  'feeds/a/feed.yaml': `# a comment first\n${specText({ feed: 'one' })}`,
  'feeds/b/feed.yaml': specText({ feed: 'two' }),
  'feeds/c/deep/feed.yaml': specText({ feed: 'one', title: '""' }),
  'feeds/c/counties.csv': 'a\n',
  'feeds/c/feeds/d/feed.yaml': specText({ feed: 'two' }),
})

describe('several feeds', () => {
  test('are found below a root, but not those of a root inside it', () => {
    expect(findFeeds('feeds', files)).toEqual([
      'feeds/a/feed.yaml',
      'feeds/b/feed.yaml',
      'feeds/c/deep/feed.yaml',
    ])
    expect(findFeeds('nowhere', files)).toEqual([])
  })

  test('of one id are a mistake of both, whatever else is wrong with them', () => {
    const all = compileAll(findFeeds('feeds', files), files)
    const said = all.map(({ plan, problems }) => [
      plan?.feed,
      ...problems.map(({ at, message }) => `${at?.line}:${at?.column} ${message}`),
    ])
    expect(said).toEqual([
      [undefined, '2:7 The feed "one" is given twice; also at feeds/c/deep/feed.yaml:1.'],
      ['two'],
      [
        undefined,
        '1:7 The feed "one" is given twice; also at feeds/a/feed.yaml:2.',
        '2:8 title is ""; it must not be empty.',
      ],
    ])
  })

  test('one that is named twice is one', () => {
    expect(
      compileAll(['feeds/b/feed.yaml', 'feeds/b/feed.yaml'], files).map(({ plan }) => plan?.feed),
    ).toEqual(['two', 'two'])
  })
})
