import { describe, expect, test } from 'vitest'
import type { SftpServer } from '../../engine/rehearse/sftp-server.ts'
import { manualClock } from '../helpers/manual-clock.ts'
import { textsOf } from './fetching.ts'
import { early, late, type Office, openOffice } from './sftp-office.ts'

type Changed = Parameters<Office['optionsOf']>[0]
const code = (expected: string) => expect.objectContaining({ code: expected }) as Error

describe('the newest file', () => {
  test('is read once it is stable, and not again', async () => {
    await using office = await openOffice()
    office.server.setFile('/out/results_2.csv', Buffer.from('two'), late)
    const { brought, cursors } = await office.fetch()
    expect(textsOf(brought)).toEqual(['two'])
    expect(cursors['main']?.file).toBe(`results_2.csv 3 ${late / 1_000}`)
    const clock = manualClock({ auto: true })
    const operations: string[] = []
    office.guard = (operation) => void operations.push(operation)
    expect((await office.fetch({}, { cursors, clock })).brought).toEqual([
      { request: 'main', kind: 'unmodified' },
    ])
    expect(clock.slept).toEqual([])
    expect(operations).not.toContain('open')
  })

  test('is read again where it has not looked the same for two seconds: times are whole seconds', async () => {
    await using office = await openOffice()
    const clock = manualClock({ auto: true })
    const soon = { stable_for: '500ms' }
    const first = await office.fetch(soon, { clock })
    office.server.setFile('/out/results_1.csv', Buffer.from('two'), early)
    const second = await office.fetch(soon, { clock, cursors: first.cursors })
    expect([first, second].flatMap(({ brought }) => textsOf(brought))).toEqual(['one', 'two'])
    await clock.sleep(2_000, new AbortController().signal)
    const third = await office.fetch(soon, { clock, cursors: second.cursors })
    expect(textsOf(third.brought)).toEqual(['two'])
    expect(third.cursors['main']?.file).toBe(`results_1.csv 3 ${early / 1_000}`)
    const { brought } = await office.fetch(soon, { clock, cursors: third.cursors })
    expect(brought).toEqual([{ request: 'main', kind: 'unmodified' }])
  })

  test('is waited for as long as it grows, or as a newer one comes', async () => {
    await using office = await openOffice()
    const clock = manualClock()
    let looks = 0
    const sleep: typeof clock.sleep = async (milliseconds) => {
      expect(milliseconds).toBe(2_000)
      looks += 1
      if (looks === 1) office.server.setFile('/out/results_1.csv', Buffer.from('one and'), early)
      if (looks === 2) office.server.setFile('/out/results_1.csv', Buffer.from('one and'), late)
      if (looks === 3) office.server.setFile('/out/results_2.csv', Buffer.from('two'), late)
    }
    expect(textsOf((await office.fetch({}, { clock: { ...clock, sleep } })).brought)).toEqual(['two'])
    expect(looks).toBe(4)
  })

  test('that never settles is an error', async () => {
    await using office = await openOffice()
    const clock = manualClock()
    let size = 1
    const sleep: typeof clock.sleep = async () => {
      size += 1
      office.server.setFile('/out/results_1.csv', Buffer.alloc(size), early)
    }
    await expect(office.fetch({}, { clock: { ...clock, sleep } })).rejects.toMatchObject({
      code: 'SOURCE_UNSTABLE',
      message: expect.stringContaining('20 s') as string,
    })
  })

  test.each<[string, (server: SftpServer) => void]>([
    ['grows', (server) => server.setFile('/out/results_1.csv', Buffer.alloc(1_000_001), early)],
    ['shrinks', (server) => server.setFile('/out/results_1.csv', Buffer.alloc(600_000), early)],
    ['is written again', (server) => server.setFile('/out/results_1.csv', Buffer.alloc(1_000_000), late)],
  ])('that %s while it is read is an error', async (_, change) => {
    await using office = await openOffice()
    office.server.setFile('/out/results_1.csv', Buffer.alloc(1_000_000), early)
    let changed = false
    office.guard = (operation) => {
      if (operation === 'read' && !changed) {
        changed = true
        change(office.server)
      }
    }
    await expect(office.fetch()).rejects.toThrow(code('SOURCE_CHANGED'))
  })

  test('arrives whole and in order, however large', async () => {
    await using office = await openOffice()
    const bytes = Buffer.from(Array.from({ length: 777_777 }, (_, index) => (index * 7919) & 0x7f))
    office.server.setFile('/out/results_2.csv', bytes, late)
    const { brought } = await office.fetch()
    expect(textsOf(brought)[0] === bytes.toString()).toBe(true)
  })

  test.each<[string, Changed, string]>([
    ['in a directory that is missing', { directory: '/in' }, 'SOURCE_MISSING'],
    ['with a name that none has', { pattern: '*.zip' }, 'SOURCE_NO_MATCH'],
    ['without a byte', { pattern: 'empty.csv' }, 'SOURCE_EMPTY'],
    ['that is too large', { pattern: 'large.csv' }, 'SOURCE_TOO_LARGE'],
    ['that is a directory', { directory: '/', pattern: 'out' }, 'SOURCE_NO_MATCH'],
  ])('%s is an error', async (_, options, expected) => {
    await using office = await openOffice()
    office.server.setFile('/out/empty.csv', Buffer.alloc(0), early)
    office.server.setFile('/out/large.csv', Buffer.alloc(1_000_001), early)
    await expect(office.fetch(options)).rejects.toThrow(code(expected))
  })

  test.each(['list', 'open', 'read'] as const)('that the server denies to %s is an error', async (denied) => {
    await using office = await openOffice()
    office.guard = (operation) => {
      if (operation === denied) throw new Error('no')
    }
    await expect(office.fetch()).rejects.toThrow(code('SOURCE_DENIED'))
  })

  test.each(['..\\results_2.csv', 'results_\u001b[2J.csv'])(
    'is not looked for among names like %j',
    async (name) => {
      await using office = await openOffice()
      office.server.setFile(`/out/${name}`, Buffer.from('two'), late)
      await expect(office.fetch()).rejects.toThrow(code('SOURCE_NAME_REFUSED'))
    },
  )

  test('is found among more files than one answer holds', async () => {
    await using office = await openOffice()
    for (let index = 0; index < 250; index += 1)
      office.server.setFile(`/out/results_x${index}.csv`, Buffer.from(String(index)), early + index * 1_000)
    expect(textsOf((await office.fetch()).brought)).toEqual(['249'])
  })
})

test('every file that matches is an item, and only what has changed is brought again', async () => {
  await using office = await openOffice()
  office.server.setFile('/out/results_2.csv', Buffer.from('two'), late)
  const first = await office.fetch({ every: true })
  expect(first.brought).toMatchObject([
    { request: 'main', item: 'results_1.csv', text: 'one' },
    { request: 'main', item: 'results_2.csv', text: 'two' },
  ])
  office.server.setFile('/out/results_1.csv', Buffer.from('one, later'), late)
  const second = await office.fetch({ every: true }, { cursors: first.cursors })
  expect(textsOf(second.brought)).toEqual(['one, later', undefined])
})
