import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { disagreements } from './csv-oracle-files.ts'
import { mutated } from './mutate.ts'

const files = globSync('feeds/**/*.{csv,tsv,txt}').toSorted()

test('delimited files beside the feeds have the records that csv-parse finds, and the same trouble', async () => {
  expect(files.length).toBeGreaterThan(50)
  expect(await disagreements(files.map((file) => [file, readFileSync(file)]))).toEqual([])
})

test('so have they after accidents: cut off, bytes changed, parts twice or in another place', async () => {
  const small = files.map((file) => [file, readFileSync(file).subarray(0, 3_000)] as const)
  const broken = small.flatMap(([file, body], index) =>
    [1, 2, 3].map((turn): [string, Uint8Array] => {
      const seed = index * 10 + turn
      return [`${file}, seed ${seed}`, mutated(body, seed).filter((byte) => byte !== 0)]
    }),
  )
  expect(await disagreements(broken)).toEqual([])
})
