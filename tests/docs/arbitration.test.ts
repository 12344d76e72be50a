import { expect, test } from 'vitest'
import type { FeedError } from '../../engine/errors/feed-error.ts'
import { renderText } from '../../engine/errors/render.ts'
import { compileDesk } from '../../engine/plan/desk.ts'
import { tables } from '../../engine/plan/tables.ts'
import { filesOf } from '../plan/specs.ts'
import { blocksOf } from './blocks.ts'

test('the election of docs/arbitration.md compiles, with the feeds that it names', () => {
  const named = blocksOf('docs/arbitration.md').filter(({ title }) => title !== '')
  const feeds = ['us-zz-state', 'us-zz-harbor'].map((id) => [`feeds/us-zz/${id}/feed.yaml`, `feed: ${id}\n`])
  const texts = Object.fromEntries([...feeds, ...named.map(({ title, text }) => [title, text])])
  const problems: FeedError[] = []
  const report = (error: FeedError): void => void problems.push(error)
  const desk = compileDesk('feeds', 'us-2024-11-05-general', { files: filesOf(texts), tables, report })
  expect(problems.map(renderText)).toEqual([])
  expect(desk?.sources.map(({ order }) => order)).toEqual([
    ['us-zz-harbor', 'us-zz-state'],
    ['us-zz-state', 'units'],
    ['us-zz-state', 'us-zz-harbor'],
  ])
  expect(Object.keys(desk?.crosswalks ?? {})).toEqual(['us-zz-harbor'])
})
