import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readInPackages } from './allowed.ts'
import { type Dependency, dependenciesIn, dependenciesPage, type Lock, refusalOf } from './report.ts'

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock

test('every package has a licence that is allowed', () => {
  const all = dependenciesIn(lock)
  expect(all.length).toBeGreaterThan(300)
  expect(
    all.flatMap((one) => (refusalOf(one) === undefined ? [] : [`${one.name}: ${refusalOf(one)}`])),
  ).toEqual([])
})

test('docs/dependencies.md is up to date (npm run licences writes it anew)', () => {
  expect(readFileSync('docs/dependencies.md', 'utf8')).toBe(dependenciesPage(lock))
})

test('what was read in packages stands there', () => {
  const installed = Object.keys(readInPackages).filter((name) => existsSync(`node_modules/${name}`))
  expect(installed).toContain('ssh2')
  for (const name of installed) {
    const { licenses } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'))
    expect([name, licenses[0].type]).toEqual([name, readInPackages[name]])
  }
})

const madeUp = (licence: string | undefined, isForDevelopment = false): Dependency => ({
  name: 'made-up',
  version: '1.0.0',
  licence,
  isForDevelopment,
  isOurs: false,
})

test.each([
  ['MIT', false, undefined],
  ['MIT OR GPL-3.0', false, undefined],
  ['(Apache-2.0 AND BSD-3-Clause)', false, undefined],
  ['Apache-2.0 AND GPL-3.0', false, 'is Apache-2.0 AND GPL-3.0, which is not allowed'],
  ['GPL-3.0', false, 'is GPL-3.0, which is not allowed'],
  ['MPL-2.0', false, 'is MPL-2.0, which is not allowed'],
  ['MPL-2.0', true, undefined],
  [undefined, true, 'says no licence'],
] as const)('of licence %s, for development %s: %s', (licence, isForDevelopment, refusal) => {
  expect(refusalOf(madeUp(licence, isForDevelopment))).toBe(refusal)
})

test('a package that is deployed in one place and a tool in another counts as deployed', () => {
  const packages = {
    '': { dependencies: { a: '1' } },
    'node_modules/a': { version: '1.0.0', license: 'MIT' },
    'node_modules/b/node_modules/a': { version: '1.0.0', license: 'MIT', dev: true },
    'node_modules/b': { version: '2.0.0', license: 'ISC', dev: true },
  }
  expect(dependenciesIn({ packages } as Lock)).toEqual([
    { name: 'a', version: '1.0.0', licence: 'MIT', isForDevelopment: false, isOurs: true },
    { name: 'b', version: '2.0.0', licence: 'ISC', isForDevelopment: true, isOurs: false },
  ])
})
