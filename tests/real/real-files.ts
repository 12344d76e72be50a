import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../../shared/real')
const absent = !existsSync(root)

/** A file that an election office published. */
export const realFile = (folder: string, name: string): string => join(root, folder, name)

export type FactsOfFile = Readonly<Record<string, unknown>>

/** The facts that were computed independently for one file of a folder: `expected.json`. None where the files are absent. */
export function factsOf(folder: string, file: string): FactsOfFile {
  if (absent) return {}
  const all = JSON.parse(readFileSync(realFile(folder, 'expected.json'), 'utf8')) as readonly {
    readonly file: string
    readonly facts: FactsOfFile
  }[]
  const found = all.find((one) => one.file === file)
  if (found === undefined) throw new Error(`expected.json of ${folder} says nothing of ${file}`)
  return found.facts
}

/** A suite over real files; where they are absent none of it runs, one skipped test stands for it and says why. */
export function describeReal(name: string, suite: () => void): void {
  const why = absent ? ' (the real files are not beside this project: ../shared/real)' : ''
  const chosen = absent ? waiting : suite
  describe.skipIf(absent)(`${name}${why}`, () => {
    chosen()
  })
}

const waiting = (): void => {
  test('waits for the real files', () => {
    expect(absent).toBe(false)
  })
}
