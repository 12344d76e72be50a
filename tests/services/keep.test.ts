import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { needs } from './needs.ts'

const { missing, named } = needs('moto')
const program = join(import.meta.dirname, 'keep.ts')

/** On a machine whose Java is too old for three of the four servers. */
function keeping(folder: string): ChildProcessByStdio<null, Readable, Readable> {
  writeFileSync(join(folder, 'java'), '#!/bin/sh\necho \'openjdk version "11.0.2"\' >&2\n', { mode: 0o755 })
  return spawn(process.execPath, [program, join(folder, 'services.json')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PATH: `${folder}:${process.env['PATH']}` },
  })
}

describe.skipIf(missing)(named('npm run services'), () => {
  test('says which servers can not run here and why, keeps the others up, and leaves no file behind', async () => {
    const folder = temporaryFolder('keep')
    const file = join(folder, 'services.json')
    const child = keeping(folder)
    const [said, complaint, ended] = [text(child.stdout), text(child.stderr), once(child, 'close')]
    await expect.poll(() => existsSync(file), { timeout: 50_000 }).toBe(true)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      moto: { endpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string },
      kafka: { missing: expect.stringContaining('found: 11') as string },
    })
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
    expect(await said).toContain('Up: moto. ')
    expect(await said).not.toContain('feed setup')
    for (const server of ['dynamodb', 's3', 'kafka'])
      expect(await complaint).toMatch(new RegExp(`^${server} can not run here: .*Java`, 'm'))
    expect([file, join(folder, 'services.env')].filter((one) => existsSync(one))).toEqual([])
  })
})
