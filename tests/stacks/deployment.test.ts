import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { compileDeployment } from '../../stacks/deployment.ts'
import { deployable } from '../cli/feeds-folder.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { threeFeeds, writeDeployment } from './plan/made-up.ts'
import { root } from './platform.ts'

describe('a folder that CANVASS_DEPLOYMENT names', () => {
  let folder: string
  beforeEach(() => {
    folder = temporaryFolder('deployment')
    writeDeployment(folder)
  })
  const taken = () => compileDeployment(root, root, { CANVASS_DEPLOYMENT: folder })
  const change = (file: string, from: string, to: string): void => {
    const text = readFileSync(join(folder, file), 'utf8')
    expect(text).toContain(from)
    writeFileSync(join(folder, file), text.replaceAll(from, to))
  }

  test('is deployed as it is where its code is of its list', () => {
    expect(taken()).toEqual({ build: 1_800_000_000, feeds: threeFeeds, folder })
  })

  test('is refused where its code has another plan of a feed than its list', () => {
    const { feed = '', planHash = '' } = threeFeeds[1] ?? {}
    change('poller/poller.mjs', planHash, 'f'.repeat(64))
    expect(taken).toThrow(
      `its list has the plan ${planHash.slice(0, 12)} of ${feed}, and its code has another one or none`,
    )
  })

  test('is refused where its code is of another build', () => {
    change('poller/build.json', '1800000000', '1800000001')
    expect(taken).toThrow('its list is of build 1800000000, and its code of build 1800000001')
  })

  test.each(['1', '42', '1800000000000'])('is refused where its build is %s, and no time', (build) => {
    change('deployment.json', '1800000000', build)
    change('poller/build.json', '1800000000', build)
    expect(taken).toThrow(`its build is ${build}, which is no time in seconds since 1970`)
  })
})

test('a machine that says a build of its own, as for its own stores, does not say that of a deployment', () => {
  using feeds = deployable()
  const folder = temporaryFolder('deployment')
  writeFileSync(join(folder, '.env'), 'CANVASS_BUILD=1\n')
  const before = Math.floor(Date.now() / 1_000)
  const { build, feeds: found } = compileDeployment(root, folder, {
    ...process.env,
    ...feeds.environment,
    CANVASS_BUILD: '1',
    CANVASS_ENV_FILE: join(folder, '.env'),
  })
  expect(build).toBeGreaterThanOrEqual(before)
  expect(found.map(({ feed }) => feed)).toEqual(['us-xx-tiny'])
})
