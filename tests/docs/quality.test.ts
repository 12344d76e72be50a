import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import type { FeedError } from '../../engine/errors/feed-error.ts'
import { renderText } from '../../engine/errors/render.ts'
import { compileDesk } from '../../engine/plan/desk.ts'
import { tables } from '../../engine/plan/tables.ts'
import * as rules from '../../engine/quality/table.ts'
import { filesOf } from '../plan/specs.ts'
import { blocksOf } from './blocks.ts'

const page = blocksOf('docs/quality-rules.md')
const id = 'zz-2026-11-03-general'
const folder = `feeds/elections/${id}`
const placed = Object.fromEntries(
  page
    .filter(({ title }) => title !== '')
    .map(({ title, text }) => [`feeds/elections/${title.replace('elections/', '')}`, text]),
)

function compiled(more: Readonly<Record<string, string>> = {}) {
  const problems: FeedError[] = []
  const desk = compileDesk('feeds', id, {
    files: filesOf({
      ...placed,
      [`${folder}/registration.csv`]: 'unit,registered\nocd-division/country:us/state:zz/county:amber,1\n',
      ...more,
    }),
    tables,
    report: (error) => void problems.push(error),
  })
  return { desk, problems: problems.map(renderText) }
}

test('the election of docs/quality-rules.md compiles with its rules and tables', () => {
  const { desk, problems } = compiled()
  expect(problems).toEqual([])
  expect(desk?.rules.map(({ name }) => name)).toContain('votes-missing')
  expect(desk?.expectedVotes).toHaveLength(2)
  expect(desk?.baselines).toHaveLength(1)
})

test('the example with all keys compiles, and names every rule', () => {
  const all = page.find(({ language, title }) => language === 'yaml' && title === '')?.text ?? ''
  expect(compiled({ [`${folder}/quality.yaml`]: all }).problems).toEqual([])
  const named = (parse(all) as { rules: { rule: object }[] }).rules.flatMap(({ rule }) => Object.keys(rule))
  expect(named.toSorted()).toEqual(
    Object.values(rules)
      .map(({ type }) => type)
      .toSorted(),
  )
})

test('the page explains every rule', () => {
  const text = readFileSync('docs/quality-rules.md', 'utf8')
  const types = Object.values(rules).map(({ type }) => type)
  expect(types.filter((type) => !text.includes(`**${type}**`))).toEqual([])
})
