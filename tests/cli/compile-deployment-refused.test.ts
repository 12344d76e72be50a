import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { deployable } from './feeds-folder.ts'

test('nothing is deployed where cases expect nothing, or nothing of figures', async () => {
  using folder = deployable()
  const out = join(folder.path, 'out')
  const deploy = () => folder.feed('compile', '--deployment', '--out', out)
  const refused = async (): Promise<string> => {
    const { exit, stdout, stderr } = await deploy()
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: '' })
    expect(existsSync(out)).toBe(false)
    return stderr
  }
  const expecting = (text: string) =>
    writeFileSync(folder.tiny('cases.yaml'), `- case: zero report\n  capture: zero\n  expect: ${text}\n`)
  expecting('{}')
  expect(await refused()).toMatch(
    /cases\.yaml:3:11 SPEC_VALUE expect is \{\}; it must not be empty\.\n.*rows: .*feed test --update/,
  )
  for (const text of ['{ rejected: 0 }', '{ rejected: 0, holds: [] }']) {
    expecting(text)
    // oxlint-disable-next-line no-await-in-loop -- one file
    expect(await refused()).toMatch(
      /cases\.yaml:1:3 DEPLOY_NO_FIGURES No case covers the plan [0-9a-f]{12} of us-xx-tiny: .*\n.*feed test --update "us-xx-tiny\/zero report"/,
    )
  }
  expecting('{ rows: 6 }')
  expect(await deploy()).toMatchObject({ exit: 0, stderr: '' })
}, 60_000)

test('nothing is deployed where the folder can not be written: it is named', async () => {
  using folder = deployable()
  writeFileSync(join(folder.path, 'file'), '')
  const out = join(folder.path, 'file', 'out')
  const { exit, stderr } = await folder.feed('compile', '--deployment', '--out', out)
  expect(stderr).toMatch(
    /^CLI_FOLDER_UNWRITABLE .*file\/out can not be written to: ENOTDIR.*\n.*Give a folder/,
  )
  expect(exit).toBe(2)
})
