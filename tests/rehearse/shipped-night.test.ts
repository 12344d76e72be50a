import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { collect } from '../../engine/flow/collect.ts'
import { zip } from '../../engine/unpack/zip.ts'
import { collectingSite } from '../source/fetching.ts'
import { shippedSnapshots } from './shipped-night.ts'

const folder = 'feeds/rehearsal/snapshots'
const described = Object.entries(shippedSnapshots())

// `UPDATE_NIGHT=1 npx vitest run tests/rehearse/shipped-night.test.ts` writes the files anew.
if (process.env['UPDATE_NIGHT'] === '1') {
  for (const [path, body] of described) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), body)
  }
}

test.each(described)('%s shows what the night describes', async (path, body) => {
  expect(await textOf(path, readFileSync(join(folder, path)))).toBe(await textOf(path, Buffer.from(body)))
})

test('the folder holds nothing else', () => {
  const files = globSync(`${folder}/*/*`).map((path) => relative(folder, path))
  expect(files.toSorted()).toEqual(described.map(([path]) => path).toSorted())
})

/** What stands in a file; of an archive, in its one member: compressed bytes differ from machine to machine. */
async function textOf(path: string, bytes: Uint8Array): Promise<string> {
  if (!path.endsWith('.zip')) return Buffer.from(bytes).toString()
  const limits = { inflatedBytes: 1_000_000, members: 1 }
  const payload = { request: 'main', origin: path, body: Readable.from([bytes]) }
  const signal = new AbortController().signal
  for await (const member of zip.create({}, collectingSite()).unpack(payload, limits, signal)) {
    return Buffer.from(
      await collect(member.body, limits.inflatedBytes, () => expect.fail('too large')),
    ).toString()
  }
  return expect.fail('an empty archive')
}
