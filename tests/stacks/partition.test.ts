import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const stacks = join(import.meta.dirname, '../../stacks')

test('no stack names a partition of AWS: accounts of governments are in one of their own', () => {
  const files = globSync('**/*.ts', { cwd: stacks })
  expect(files).toContain('schedules.ts')
  expect(files.filter((file) => /['"`]arn:aws/.test(readFileSync(join(stacks, file), 'utf8')))).toEqual([])
})
