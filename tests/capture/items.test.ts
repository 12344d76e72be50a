import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { captureFromFiles, recordedCapture } from '../../engine/capture/recorded.ts'
import { captureOf } from '../../engine/flow/capture-of.ts'
import type { Sha256 } from '../../engine/model/ids.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const manifest = `
captured_at: 2024-11-06T02:00:00Z
payloads:
  - { request: index, origin: "https://example.gov/index.json", file: index.json }
  - { request: counties/elm, origin: "https://example.gov/elm.csv", file: elm.csv, carried: { version: "7" } }
  - { request: counties/oak/north, origin: "https://example.gov/oak.csv", file: oak.csv }
failed:
  - { request: counties/pine, code: SOURCE_STATUS, reason: it answered with HTTP status 404 }
`

test('a recorded capture has several payloads of one request, and says what failed', async () => {
  const folder = temporaryFolder('items')
  writeFileSync(join(folder, 'capture.yaml'), manifest)
  for (const name of ['index.json', 'elm.csv', 'oak.csv']) writeFileSync(join(folder, name), name)
  const recorded = await recordedCapture(folder)
  const counties = await Promise.all(
    [...recorded.open('counties')].map(async ({ item, carried, body }) => [item, carried, await text(body)]),
  )
  expect(counties).toEqual([
    ['elm', { version: '7' }, 'elm.csv'],
    ['oak/north', undefined, 'oak.csv'],
  ])
  expect(recorded.capture.failed).toEqual([
    {
      request: 'counties',
      item: 'pine',
      code: 'SOURCE_STATUS',
      reason: 'it answered with HTTP status 404',
    },
  ])
  expect(() => [...recorded.open('precincts')]).toThrow(
    expect.objectContaining({ code: 'CAPTURE_REQUESTS' }) as Error,
  )
})

test('files are given by the names of payloads', async () => {
  const folder = temporaryFolder('items')
  const path = join(folder, 'elm.csv')
  writeFileSync(path, 'elm')
  const { capture } = await captureFromFiles({ 'counties/elm': path }, '2024-11-06T02:00:00Z')
  expect(capture.payloads).toMatchObject([{ request: 'counties', item: 'elm', origin: 'elm.csv' }])
})

test('a capture is known by its items and by what failed, and as before where there are none', () => {
  const payload = { request: 'main', origin: 'a.csv', sha256: 'a'.repeat(64) as Sha256, bytes: 1 }
  const failed = { request: 'main', item: 'elm', code: 'SOURCE_STATUS', reason: 'no' }
  const hashes = [
    captureOf([payload]),
    captureOf([{ ...payload, item: 'elm' }]),
    captureOf([{ ...payload, item: 'oak' }]),
    captureOf([payload], [failed]),
    captureOf([payload], [{ ...failed, code: 'SOURCE_TIMEOUT' }]),
  ].map(({ hash }) => hash)
  expect(new Set(hashes).size).toBe(hashes.length)
  expect(hashes[0]).toBe('3681b97dca463a1b135313edac1930a1d7ce05bf3b15c8eb51fe80ce88209f35')
  expect(captureOf([payload], [{ ...failed, reason: 'other words' }]).hash).toBe(hashes[3])
})
