import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const child = fileURLToPath(new URL('../decode/children/keep-fields.ts', import.meta.url))
/** What the process may hold, in megabytes. */
const heap = 56

test.each([
  ['csv', 700_000],
  ['csv-quoted', 700_000],
  ['fixed_width', 700_000],
  ['json_lines', 700_000],
  ['text', 350_000],
])(
  'a file of %s may be larger than the memory it is decoded in, and a field that is kept keeps no more than its line',
  (format, all) => {
    const bounds = ['--expose-gc', `--max-old-space-size=${heap}`]
    const said = execFileSync(process.execPath, [...bounds, child, format], { encoding: 'utf8' })
    const { rows, read, kept, megabytes } = JSON.parse(said) as Record<
      'rows' | 'read' | 'kept' | 'megabytes',
      number
    >
    expect({ rows, kept }).toEqual({ rows: all, kept: all / 500 })
    expect(read).toBeGreaterThan(heap)
    // A piece has about 60 kB: all of them would be 90 MB and more.
    expect(megabytes).toBeLessThan(4)
  },
)
