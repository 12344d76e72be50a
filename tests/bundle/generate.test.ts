import { expect, test } from 'vitest'
import { generateApart, generateModule } from '../../engine/bundle/generate.ts'
import { renderText } from '../../engine/errors/render.ts'
import { compileAll } from '../../engine/plan/compile-all.ts'
import { findFeeds, folderFiles } from '../../engine/plan/feed-files.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { hosts, imported } from './imported.ts'

const paths = ['us-ga', 'us-ks', 'us-pa-allegheny'].flatMap((name) => findFeeds(`feeds/${name}`, folderFiles))
const compiled = (of: readonly string[], files = folderFiles): readonly Plan[] =>
  compileAll(of, files).map(({ plan, problems }) => {
    if (plan === undefined) throw new Error(problems.map((one) => renderText(one)).join('\n'))
    return plan
  })
const plans = compiled(paths)
const text = generateModule(plans, hosts)

test('the same specs give the same bytes, in whatever order they are found', () => {
  const backwards = { ...folderFiles, list: (folder: string) => folderFiles.list(folder).toReversed() }
  expect(generateModule(compiled(paths.toReversed(), backwards), hosts)).toBe(text)
  expect([...generateApart(plans.toReversed(), hosts)]).toEqual([...generateApart(plans, hosts)])
})

test('nothing in it is read or compiled at run time', () => {
  expect(plans.length).toBeGreaterThan(10)
  expect(text).not.toMatch(/\beval\b|\bFunction\(|\bJSON\.parse\b|\brequire\(|\bimport\b/)
  expect(text.match(/^ +text: /gm)).toBeNull()
  expect(text.match(/^ +code: /gm)?.length).toBeGreaterThan(plans.length - 1)
})

/** What stands in a module of each of its constants, by name. */
const constants = (module: string): ReadonlyMap<string, string> =>
  new Map(
    module
      .split(/^(?=const (?:feed|election)_|export )/m)
      .flatMap((part) =>
        [...part.matchAll(/^const ((?:feed|election)_\w+)/g)].map(([, name = '']) => [name, part]),
      ),
  )

test('a feed that changes changes its own constant, and nothing else', () => {
  const [path = ''] = paths
  const changed = {
    ...folderFiles,
    read(file: string) {
      const read = folderFiles.read(file)
      return file === path && typeof read === 'string' ? read.replace(/^title: .*/m, 'title: Another') : read
    },
  }
  const [before, after] = [constants(text), constants(generateModule(compiled(paths, changed), hosts))]
  expect(before.size).toBeGreaterThan(plans.length)
  expect([...after.keys()]).toEqual([...before.keys()])
  const different = [...after].filter(([name, code]) => before.get(name) !== code)
  expect(different.map(([name]) => name)).toEqual([expect.stringMatching(/^feed_us_ga_/)])
})

test('a feed that comes adds its own constant, and its election where it is the first of it', () => {
  const fewer = constants(generateModule(plans.slice(1), hosts))
  const added = [...constants(text)].filter(([name, code]) => fewer.get(name) !== code)
  const [first] = plans
  const names = [first?.feed, first?.election.id].map((id) => id?.replaceAll('-', '_'))
  expect(added.length).toBeGreaterThan(0)
  for (const [name] of added) expect(names.some((id) => name.includes(`_${id}_`))).toBe(true)
})

test('a plan has the hash of its spec, and so it is known wherever it runs', async () => {
  const module = await imported(plans, temporaryFolder('bundle'))
  for (const { feed, hash } of plans) expect((await module.plans[feed]?.())?.hash).toBe(hash)
  expect(Object.keys(module.plans)).toEqual(plans.map(({ feed }) => feed).toSorted())
})

test('feeds of one election share it', () => {
  const elections = new Set(plans.map(({ election }) => election.id))
  expect([...constants(text).keys()].filter((name) => name.startsWith('election_'))).toHaveLength(
    elections.size,
  )
})

test('apart, feeds whose mappings are the same share its code, which is most of their plans', () => {
  const files = [...generateApart(plans, hosts)]
  const sizes = (kind: string) =>
    files.flatMap(([path, code]) => (path.startsWith(`plans/${kind}_`) ? [code.length] : []))
  expect(sizes('feed')).toHaveLength(plans.length)
  expect(sizes('expression').length).toBeLessThan(plans.length)
  expect(Math.max(...sizes('feed'))).toBeLessThan(Math.max(...sizes('expression')) / 2)
  const [path = '', code = ''] = files.find(([name]) => name.startsWith('plans/feed_')) ?? []
  const [, name = ''] = /import \{ (expression_[0-9a-f]{16}) \} from/.exec(code) ?? []
  expect([path, files.map(([one]) => one)]).toEqual([path, expect.arrayContaining([`plans/${name}.mjs`])])
})
