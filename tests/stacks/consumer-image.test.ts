import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { contextFiles, execForm, readDockerfile, said } from './dockerfile.ts'

const stages = readDockerfile('stacks/consumer/Dockerfile')
const image = stages.at(-1)
if (image === undefined) throw new Error('a Dockerfile has a stage')
const context = contextFiles()

describe('the image of the consumers', () => {
  test('begins with the very Node that the project is tested with, twice the same', () => {
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
      readonly packages: Readonly<Record<string, { readonly version: string }>>
    }
    const node = lock.packages['node_modules/node']?.version
    const begun = stages.map(({ from }) => from).filter((from) => from !== 'scratch')
    expect(begun).toEqual([`node:${node}-trixie-slim`, `node:${node}-trixie-slim`])
  })

  test('installs what the lock says for production, and runs no script of a package', () => {
    const [dependencies] = stages
    expect(dependencies && said(dependencies, 'RUN').map(execForm)).toEqual([
      ['npm', 'ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'],
    ])
    expect(said(image, 'RUN')).toEqual([])
  })

  test('is built for another platform without running anything of it: what it installs has nothing native', () => {
    expect(
      stages.map(({ platform, instructions }) => [platform, instructions.some(({ name }) => name === 'RUN')]),
    ).toEqual([
      ['$BUILDPLATFORM', true],
      [undefined, false],
      [undefined, false],
    ])
    const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
      readonly packages: Readonly<Record<string, Readonly<Record<string, unknown>>>>
    }
    const installed = Object.entries(packages).filter(([, { dev, devOptional }]) => !(dev ?? devOptional))
    // One that is built for a platform says which; one that builds or fetches itself has a script, and none is run.
    expect(installed.filter(([, { os, cpu, libc }]) => os ?? cpu ?? libc)).toEqual([])
    expect(installed.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path)).toEqual([
      'node_modules/cpu-features',
      'node_modules/node',
      'node_modules/ssh2',
    ])
  })

  test('runs as somebody who is not root, told by number', () => {
    expect(said(image, 'USER')).toEqual([expect.stringMatching(/^[1-9]\d{3,}:[1-9]\d{3,}$/)])
  })

  test('takes specs and elections from a context of their own, and from no other', () => {
    const feeds = stages.find(({ as }) => as === 'feeds')
    expect(feeds).toMatchObject({ from: 'scratch', instructions: [] })
    expect(said(image, 'COPY').filter((text) => text.includes('feeds'))).toEqual(['--from=feeds / feeds'])
    // What a deployment looks at to know whether an image is to be built again: a feed that is added is none of it.
    expect(context.filter((file) => file.startsWith('feeds/'))).toEqual([])
  })

  test('starts the consumers without a shell between, so that SIGTERM arrives', () => {
    const [program, ...args] = execForm(said(image, 'ENTRYPOINT').at(-1))
    expect([program, ...args]).toEqual(['node', 'engine/cli/feed.js', 'consume', '--home', 'aws'])
    expect(said(image, 'CMD')).toEqual([])
  })

  test('is given whatever it copies, all of which is there', () => {
    const copied = stages.flatMap((stage) => said(stage, 'COPY')).filter((text) => !text.startsWith('--from'))
    expect(copied.length).toBeGreaterThan(2)
    for (const source of copied.flatMap((text) => text.split(' ').slice(0, -1))) {
      expect(existsSync(source)).toBe(true)
      expect(context.some((file) => file === source || file.startsWith(`${source}/`))).toBe(true)
    }
  })

  test('holds every file of the engine, and nothing of tests, fixtures and secrets', () => {
    const within = (path: RegExp): readonly string[] => context.filter((file) => path.test(file))
    expect(within(/^engine\/.*\.ts$/).length).toBeGreaterThan(300)
    expect(within(/(^|\/)(tests|fixtures|expected|node_modules|\.git|\.env|\.canvass|docs)(\/|$)/)).toEqual(
      [],
    )
    expect(within(/^[^/]+$/).toSorted()).toEqual(['LICENSE', 'package-lock.json', 'package.json'])
  })

  test('where the folder of feeds is its context of feeds, holds every spec, and nothing of fixtures, cases and the rehearsal', () => {
    const feeds = contextFiles('feeds')
    expect(feeds.filter((file) => file.endsWith('/feed.yaml')).length).toBeGreaterThan(100)
    expect(feeds.filter((file) => file.startsWith('elections/')).length).toBeGreaterThan(20)
    expect(
      feeds.filter((file) => /(^|\/)(fixtures|expected|rehearsal)\/|cases\.yaml$|\.env/.test(file)),
    ).toEqual([])
  })
})
