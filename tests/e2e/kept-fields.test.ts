import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const child = fileURLToPath(new URL('../decode/children/keep-fields.ts', import.meta.url))

test.each(['csv', 'csv-quoted', 'fixed_width', 'json_lines'])(
  'a field of %s that is kept keeps no more than its line in memory',
  (format) => {
    const said = execFileSync(process.execPath, ['--expose-gc', child, format], { encoding: 'utf8' })
    const { rows, kept, megabytes } = JSON.parse(said) as Record<'rows' | 'kept' | 'megabytes', number>
    expect({ rows, kept }).toEqual({ rows: 700_000, kept: 1_400 })
    // A piece has about 60 kB: all of them would be 90 MB and more.
    expect(megabytes).toBeLessThan(4)
  },
)
