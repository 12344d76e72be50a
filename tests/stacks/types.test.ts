import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { missing, named, root } from './platform.ts'

describe.skipIf(missing)(named('stacks'), () => {
  test('fit the types of the real components', () => {
    const compiler = join(root, 'node_modules/typescript/bin/tsc')
    const args = [compiler, '-p', 'stacks']
    const { stdout, status } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
    expect({ stdout, status }).toEqual({ stdout: '', status: 0 })
  })
})
