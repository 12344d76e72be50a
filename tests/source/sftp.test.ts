import { type AddressInfo, createServer } from 'node:net'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { sftp } from '../../engine/source/sftp.ts'
import { manualClock } from '../helpers/manual-clock.ts'
import { collectingSite, context, textsOf } from './fetching.ts'
import { early, late, type Office, openOffice, secrets, single } from './sftp-office.ts'

type Changed = Parameters<Office['optionsOf']>[0]
const code = (expected: string) => expect.objectContaining({ code: expected }) as Error

describe('what a spec may ask for', () => {
  test.each<[string, Changed, string]>([
    ['no way to log in', { password: undefined }, 'SOURCE_OPTIONS_UNCLEAR'],
    ['nothing to read', { pattern: undefined }, 'SOURCE_OPTIONS_UNCLEAR'],
    ['one file and several', { files: { a: single }, directory: '/out' }, 'SOURCE_OPTIONS_UNCLEAR'],
    ['an address that is not public', { allow_private: false }, 'SOURCE_ADDRESS_PRIVATE'],
  ])('is not: %s', async (_, options, expected) => {
    await using office = await openOffice()
    const site = collectingSite()
    sftp.create(office.optionsOf(options), site)
    expect(site.errors.map((error) => error.code)).toEqual([expected])
  })

  test('reads several files in order, each its own way', async () => {
    await using office = await openOffice()
    office.server.setFile('/out/b/b.csv', Buffer.from('b'), early)
    const files = {
      b: { directory: '/out/b', pattern: '*', stable_for: '5s' },
      a: { directory: 'out', pattern: '*.csv' },
    }
    const clock = manualClock({ auto: true })
    expect(office.source({ files }).requests).toEqual(['b', 'a'])
    const { brought } = await office.fetch({ files, stable_for: '1s' }, { clock })
    expect(brought).toMatchObject([
      { request: 'b', origin: `sftp://127.0.0.1:${office.server.port}/out/b/b.csv`, text: 'b' },
      { request: 'a', origin: `sftp://127.0.0.1:${office.server.port}/~/out/results_1.csv`, text: 'one' },
    ])
    expect(clock.slept).toEqual([5_000, 1_000])
  })
})

describe('the login', () => {
  test.each<[string, Changed]>([
    ['a password', {}],
    ['a key', { password: undefined, private_key: { secret: 'key' } }],
  ])('works with %s', async (_, options) => {
    await using office = await openOffice()
    expect(textsOf((await office.fetch(options)).brought)).toEqual(['one'])
  })

  test('takes a key whose line ends are written out', async () => {
    await using office = await openOffice()
    const given = { secrets: { key: secrets.key.replaceAll('\n', '\\n') } }
    const options = { password: undefined, private_key: { secret: 'key' } }
    expect(textsOf((await office.fetch(options, given)).brought)).toEqual(['one'])
  })

  test('is refused with a wrong password, at once and without repeating it', async () => {
    await using office = await openOffice()
    const clock = manualClock({ auto: true })
    const error = await office
      .fetch({}, { secrets: { office: 'wr0ng-s3cret' }, clock })
      .catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      code: 'SOURCE_LOGIN_REFUSED',
      message: expect.stringContaining('"desk"') as string,
    })
    expect(inspect(error, { depth: 10 })).not.toContain('wr0ng-s3cret')
    expect(clock.slept).toEqual([])
  })

  test('is refused with a key that the account does not know', async () => {
    await using office = await openOffice()
    const options = {
      password: undefined,
      private_key: { secret: 'locked-key' },
      passphrase: { secret: 'phrase' },
    }
    await expect(office.fetch(options)).rejects.toThrow(code('SOURCE_LOGIN_REFUSED'))
  })

  test.each([
    ['no key', 'office'],
    ['locked', 'locked-key'],
  ])('names the secret that is %s', async (_, secret) => {
    await using office = await openOffice()
    await expect(office.fetch({ private_key: { secret } })).rejects.toMatchObject({
      code: 'SOURCE_SECRET_UNUSABLE',
      message: expect.stringContaining(`"${secret}"`) as string,
    })
  })
})

describe('the host key', () => {
  const other = `SHA256:${'A'.repeat(43)}`

  test('that is not the pinned one ends it before the login, and is shown', async () => {
    await using office = await openOffice()
    await expect(office.fetch({ host_key: other })).rejects.toMatchObject({
      code: 'SOURCE_HOST_KEY_CHANGED',
      message: expect.stringContaining(office.server.hostKey) as string,
      retryable: false,
    })
  })

  test('may be one of several', async () => {
    await using office = await openOffice()
    expect(textsOf((await office.fetch({ host_key: [other, office.server.hostKey] })).brought)).toEqual([
      'one',
    ])
  })
})

describe('the way there', () => {
  test.each(['127.0.0.1', 'localhost'])('does not lead to %s without allow_private', async (host) => {
    await using office = await openOffice()
    await expect(office.fetch({ host, allow_private: false })).rejects.toThrow(code('SOURCE_ADDRESS_PRIVATE'))
  })

  test('is tried again when nothing answers', async () => {
    await using office = await openOffice()
    const { port } = office.server
    await office.server.stop()
    const clock = manualClock({ auto: true })
    await expect(office.fetch({ port }, { clock })).rejects.toThrow(code('SOURCE_UNREACHABLE'))
    expect(clock.slept).toHaveLength(2)
  })

  test.each<[string, string, string]>([
    ['that is silent', '', 'SOURCE_TIMEOUT'],
    ['that is no SSH server', 'HTTP/1.1 400 Bad Request\r\n\r\n', 'SOURCE_UNREACHABLE'],
  ])('ends at a server %s', async (_, greeting, expected) => {
    await using office = await openOffice()
    const wrong = createServer((socket) => (greeting === '' ? undefined : socket.end(greeting))).listen(
      0,
      '127.0.0.1',
    )
    await new Promise((resolve) => wrong.once('listening', resolve))
    const { port } = wrong.address() as AddressInfo
    const impatient = { timeouts: { connect: '150ms' }, retries: { attempts: 1 } }
    await expect(office.fetch({ ...impatient, port })).rejects.toThrow(code(expected))
    wrong.close()
  })

  test('ends when the server stops answering', async () => {
    await using office = await openOffice()
    office.guard = (operation) => (operation === 'read' ? new Promise(() => undefined) : undefined)
    await expect(office.fetch({ timeouts: { answer: '150ms' } })).rejects.toThrow(code('SOURCE_TIMEOUT'))
  })

  test('ends when the connection is cut in the middle of a file', async () => {
    await using office = await openOffice()
    office.server.setFile('/out/results_2.csv', Buffer.alloc(2_000_000), late)
    let reads = 0
    office.guard = (operation) => {
      if (operation === 'read') reads += 1
      if (reads === 20) void office.server.stop()
    }
    await expect(office.fetch({}, { maxBytes: 3_000_000 })).rejects.toThrow(code('SOURCE_UNREACHABLE'))
  })

  test('ends with the reason of the signal, also while a file settles', async () => {
    await using office = await openOffice()
    const clock = manualClock()
    const stop = new AbortController()
    let asleep: () => void = () => undefined
    const sleeping = new Promise<void>((resolve) => {
      asleep = resolve
    })
    const sleep: typeof clock.sleep = (milliseconds, signal) => {
      asleep()
      return clock.sleep(milliseconds, signal)
    }
    const ended = office
      .fetch({}, { clock: { ...clock, sleep }, signal: stop.signal })
      .catch((error: unknown) => error)
    await sleeping
    stop.abort(new Error('the poll is over'))
    expect(await ended).toEqual(new Error('the poll is over'))
  })

  test('ends with the reason of the signal while an answer is awaited', async () => {
    await using office = await openOffice()
    const stop = new AbortController()
    office.guard = (operation) => {
      if (operation !== 'read') return undefined
      stop.abort(new Error('the poll is over'))
      return new Promise(() => undefined)
    }
    await expect(office.fetch({}, { signal: stop.signal })).rejects.toThrow('the poll is over')
  })
})

test('a body that is left unread does not keep the connection', async () => {
  await using office = await openOffice()
  for await (const fetched of office.source().fetch(context({ secrets }))) {
    expect(fetched.kind).toBe('payload')
    break
  }
  await office.server.stop()
})
