import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { FeedId } from '../../engine/model/ids.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import { readNight } from '../../engine/rehearse/night.ts'
import { openOffices } from '../../engine/rehearse/offices.ts'
import { remoteName } from '../../engine/rehearse/sftp-office.ts'
import { http } from '../../engine/source/http.ts'
import { sftp } from '../../engine/source/sftp.ts'
import { handClock } from '../crash/world.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { collectingSite, fetchAll, textsOf } from '../source/fetching.ts'

const eight = '2026-11-04T02:00:00Z'

/** A folder with a night: files by path below it. */
function nightOf(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder('night')
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}
const hour = (number: number, ending = 'csv') => `20261104T0${number}0000Z.${ending}`
const code = (expected: string) => expect.objectContaining({ code: expected }) as Error

/** As much of a plan as servers look at. */
const planOf = (feed: string, source: unknown) =>
  ({ feed: feed as FeedId, resolved: { source } }) as unknown as Plan

describe('a night', () => {
  test('is told by the names of its folders and files', () => {
    const night = readNight(
      nightOf({
        [`snapshots/county/${hour(3)}`]: 'b',
        [`snapshots/county/${hour(2)}`]: 'a',
        'snapshots/county/notes.txt': 'no capture',
        'snapshots/empty/notes.txt': 'no capture',
        'night.yaml': 'title: A night\ntimezone: America/Chicago\nstreams: { a: { main: county } }\n',
      }),
    )
    expect(night).toMatchObject({ title: 'A night', timezone: 'America/Chicago' })
    expect([...night.streams.keys()]).toEqual(['county'])
    const { showings } = night.streams.get('county') ?? { showings: [] }
    expect(showings.map(({ stamp, at }) => [stamp, at])).toEqual([
      ['20261104T020000Z', Date.parse('2026-11-04T02:00:00Z')],
      ['20261104T030000Z', Date.parse('2026-11-04T03:00:00Z')],
    ])
  })

  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['a folder without snapshots', { 'a.csv': '' }, 'REHEARSE_NIGHT_MISSING'],
    ['files without a time', { 'snapshots/county/a.csv': '' }, 'REHEARSE_NIGHT_MISSING'],
    [
      'a key that it does not know',
      { [`snapshots/a/${hour(2)}`]: '', 'night.yaml': 'colour: red' },
      'REHEARSE_NIGHT_INVALID',
    ],
    [
      'a zone that there is not',
      { [`snapshots/a/${hour(2)}`]: '', 'night.yaml': 'timezone: Chicago' },
      'REHEARSE_NIGHT_INVALID',
    ],
  ])('is not: %s', (_, files, expected) => {
    expect(() => readNight(nightOf(files))).toThrow(code(expected))
  })
})

describe('over HTTP', () => {
  const source = { url: 'https://results.example/2026/county.json?x=1' }
  const folder = () =>
    nightOf({
      [`snapshots/county/${hour(2, 'json')}`]: '{"at":2}',
      [`snapshots/county/${hour(4, 'html')}`]: '<html>maintenance</html>',
    })

  test('an address shows what it showed at that moment, and says so when nothing is new', async () => {
    const clock = handClock('2026-11-04T01:00:00Z')
    const plan = planOf('a', { http: source })
    await using offices = await openOffices([plan], readNight(folder()), clock)
    const { route } = offices.reach(plan.feed)
    const feed = http.create(source, collectingSite())
    await expect(fetchAll(feed, { route })).rejects.toThrow(code('SOURCE_STATUS'))

    clock.move(3_600_000)
    const first = await fetchAll(feed, { route })
    expect(first.brought).toMatchObject([{ text: '{"at":2}', contentType: 'application/json' }])
    expect(first.cursors['main']?.lastModified).toBe('Wed, 04 Nov 2026 02:00:00 GMT')

    clock.move(3_600_000)
    const again = await fetchAll(feed, { route, cursors: first.cursors })
    expect(again.brought).toEqual([{ kind: 'unmodified', request: 'main' }])

    clock.move(3_600_000)
    const last = await fetchAll(feed, { route, cursors: first.cursors })
    expect(last.brought).toMatchObject([
      { text: '<html>maintenance</html>', contentType: 'text/html; charset=utf-8' },
    ])
  })

  test('an address that no stream serves is not found, and leaves the machine for nowhere', async () => {
    const plan = planOf('a', { http: source })
    await using offices = await openOffices([plan], readNight(folder()), handClock(eight))
    const elsewhere = http.create({ url: 'https://elsewhere.example/county.json' }, collectingSite())
    const { route } = offices.reach(plan.feed)
    await expect(fetchAll(elsewhere, { route })).rejects.toThrow(code('SOURCE_STATUS'))
  })

  test('streams belong to requests by the last part of the address, or as the night says', async () => {
    const several = {
      requests: {
        one: { url: 'https://results.example/a/county.json' },
        other: { url: 'https://results.example/b/else.json' },
      },
    }
    const plan = planOf('a', { http: several })
    const unknown = openOffices([plan], readNight(folder()), handClock(eight))
    await expect(unknown).rejects.toThrow(code('REHEARSE_NO_STREAM'))
    const told = { ...readNight(folder()), served: { a: { other: 'county' } } }
    await using offices = await openOffices([plan], told, handClock(eight))
    const { route } = offices.reach(plan.feed)
    const { brought } = await fetchAll(http.create(several, collectingSite()), { route })
    expect(textsOf(brought)).toEqual(['{"at":2}', '{"at":2}'])
  })
})

describe('over SFTP', () => {
  const pinned = `SHA256:${'A'.repeat(43)}`
  const place = { directory: '/out', pattern: 'county_*.csv', stable_for: '1s' }
  const folder = () =>
    nightOf({ [`snapshots/county/${hour(2)}`]: 'two', [`snapshots/county/${hour(3)}`]: 'three' })

  test.each([
    ['a password', { password: { secret: 'office' } }],
    ['a key', { private_key: { secret: 'office-key' } }],
  ])('the account opens with %s that is found by its name', async (_, login) => {
    const source = { host: 'files.county.example', user: 'desk', host_key: pinned, ...place, ...login }
    const clock = handClock(eight)
    const plan = planOf('a', { sftp: source })
    const night = { ...readNight(folder()), served: { a: { main: 'county' } } }
    await using offices = await openOffices([plan], night, clock)
    const { route, secrets } = offices.reach(plan.feed)
    const value = await secrets.get('office', new AbortController().signal)
    const key = await secrets.get('office-key', new AbortController().signal)
    const given = { route, clock, secrets: { office: value, 'office-key': key } }
    const feed = sftp.create(source, collectingSite())
    const first = await fetchAll(feed, given)
    expect(first.brought).toMatchObject([
      { text: 'two', origin: 'sftp://files.county.example/out/county_20261104T020000Z.csv' },
    ])
    clock.move(3_600_000)
    const second = await fetchAll(feed, { ...given, cursors: first.cursors })
    expect(textsOf(second.brought)).toEqual(['three'])
  })

  test.each(['results_*.csv', '*', 'a??.csv', '*-*.zip', 'fixed.csv'])(
    'a file is named for %s',
    (pattern) => {
      const [named, later] = [
        remoteName(pattern, '20261104T020000Z'),
        remoteName(pattern, '20261104T030000Z'),
      ]
      expect(named <= later).toBe(true)
      expect(named).not.toMatch(/[*?]/)
    },
  )
})

test('a feed that reads files of this machine has no server to stand in for', async () => {
  const night = readNight(nightOf({ [`snapshots/a/${hour(2)}`]: '' }))
  const opening = openOffices([planOf('a', { file: { path: 'a.csv' } })], night, handClock(eight))
  await expect(opening).rejects.toThrow(code('REHEARSE_SOURCE'))
})
