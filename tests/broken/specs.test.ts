import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { renderText } from '../../engine/errors/render.ts'
import { compileAll } from '../../engine/plan/compile-all.ts'
import type { SpecFiles } from '../../engine/plan/compiling.ts'
import { findFeeds, folderFiles } from '../../engine/plan/feed-files.ts'

/**
 * Specs with a mistake that analysts make, each with the exact text that we print for it. UPDATE_BROKEN=1 writes the texts
 * anew; read them as an analyst would: is the place right, the message clear, does the hint say what to do?
 */
const home = 'tests/broken/specs'
const cases = readdirSync(join(home, 'feeds')).filter((name) => !['elections', 'profiles'].includes(name))

/** The files as they would lie in a project of their own: places begin with `feeds/`. */
const files: SpecFiles = {
  read: (path) => folderFiles.read(join(home, path)),
  list: (folder) => folderFiles.list(join(home, folder)),
}

describe('each broken spec', () => {
  test('is one of at least ten', () => {
    expect(cases.length).toBeGreaterThanOrEqual(10)
  })

  test.each(cases)('%s prints what is expected', (name) => {
    const compiled = compileAll(findFeeds(`feeds/${name}`, files), files)
    const problems = compiled.flatMap((one) => one.problems)
    const printed = problems.map((problem) => `${renderText(problem)}\n`).join('')
    const path = join(home, 'feeds', name, 'expected.txt')
    if (process.env['UPDATE_BROKEN'] === '1') writeFileSync(path, printed)
    expect(problems.length).toBeGreaterThan(0)
    expect(problems.every(({ at }) => at !== undefined)).toBe(true)
    expect(printed).toBe(existsSync(path) ? readFileSync(path, 'utf8') : '')
  })
})
