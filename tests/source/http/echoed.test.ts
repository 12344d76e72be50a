import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { recordCapture } from '../../../engine/capture/record.ts'
import type { Plan } from '../../../engine/plan/plan.ts'
import { poll } from '../../../engine/poll/poll.ts'
import { http } from '../../../engine/source/http.ts'
import { stateStore } from '../../../engine/state/protocol.ts'
import { newWorld } from '../../crash/world.ts'
import { startHttpServer } from '../../helpers/http-server.ts'
import { manualClock } from '../../helpers/manual-clock.ts'
import { collectingSite, fetchAll } from '../fetching.ts'
import { canary, forms, logins, type Options } from './logins.ts'

/** Its figures say what it is told to say, in a member that no mapping reads. */
const startOffice = (said: string) =>
  startHttpServer((request, response) => {
    if (request.url === '/token') return response.end('{"access_token":"c4nary+/value=","expires_in":60}')
    if (request.url === '/login') return response.setHeader('Set-Cookie', `sid=${canary}; Path=/`).end('in')
    if (request.headers.authorization === undefined && request.url === '/digest')
      return response.writeHead(401, { 'www-authenticate': 'Digest realm="o", nonce="1", qop="auth"' }).end()
    return response.end(`{"k":1000,"m":50,"note":"${said}"}`)
  })
const optionsFor = (login: string, url: string): Options => ({
  url: `${url}/${login === 'digest' ? 'digest' : 'figures'}`,
  allow_private: true,
  retries: { attempts: 1 },
  ...logins(url)[login],
})

describe.each(Object.keys(logins('')))('a body that repeats the secret of %s', (login) => {
  test.each(forms)('as %s is published, archived and recorded by nobody', async (said) => {
    await using office = await startOffice(said)
    const world = newWorld()
    onTestFinished(async () => {
      await world.close()
      rmSync(world.directory, { recursive: true })
    })
    const plan: Plan = {
      ...world.plan,
      source: http.create(optionsFor(login, office.url), collectingSite()),
    }
    const told: object[] = []
    const secrets = { get: async () => canary }
    const outcome = await poll(
      plan,
      {
        state: stateStore(world.stores.home),
        archive: world.stores.archive,
        log: world.stores.log,
        trace: { emit: (event) => void told.push(event), flush: async () => undefined },
        secrets,
        clock: world.clock,
      },
      { poll: crypto.randomUUID(), build: 1 },
      AbortSignal.timeout(20_000),
    )
    expect(inspect(outcome, { depth: 5 })).toContain('SOURCE_SECRET_ECHOED')
    const kept = filesBelow(world.directory)
    expect(kept.length).toBeGreaterThan(0)
    const surfaces = [inspect([outcome, told], { depth: 20, maxStringLength: null }), ...kept].join('\n')
    for (const form of forms) expect(surfaces).not.toContain(form)

    const folder = join(world.directory, 'fixtures', 'first')
    const fetching = { secrets, clock: manualClock({ auto: true }), signal: AbortSignal.timeout(20_000) }
    await expect(recordCapture(plan, folder, fetching)).rejects.toMatchObject({
      code: 'SOURCE_SECRET_ECHOED',
    })
    expect(filesBelow(join(world.directory, 'fixtures'))).toEqual([])
  })
})

const filesBelow = (folder: string): readonly string[] =>
  !existsSync(folder)
    ? []
    : readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))

test('the error names the secret', async () => {
  await using office = await startOffice(canary)
  const source = http.create(optionsFor('bearer', office.url), collectingSite())
  await expect(fetchAll(source, { secrets: { canary } })).rejects.toMatchObject({
    code: 'SOURCE_SECRET_ECHOED',
    message: `The answer of ${office.url}/figures repeats the secret "canary"; nothing of it was kept.`,
  })
})

test('a secret is found in an answer that came before it was sent', async () => {
  await using office = await startOffice(canary)
  const requests = {
    list: { url: `${office.url}/list` },
    main: { url: `${office.url}/figures`, headers: { 'X-Key': { secret: 'canary' } } },
  }
  const source = http.create({ requests, allow_private: true }, collectingSite())
  await expect(fetchAll(source, { secrets: { canary } })).rejects.toMatchObject({
    code: 'SOURCE_SECRET_ECHOED',
    message: expect.stringContaining('/list') as string,
  })
})

test.each([
  ['oauth2', 'the token that we asked for'],
  ['session', 'the cookie "sid" of the login'],
])('what a publisher gave us by %s is looked for too', async (login, what) => {
  await using office = await startOffice(canary)
  const source = http.create(optionsFor(login, office.url), collectingSite())
  await expect(fetchAll(source, { secrets: { canary: 'another-one' } })).rejects.toMatchObject({
    code: 'SOURCE_SECRET_ECHOED',
    message: expect.stringContaining(what) as string,
  })
})

test.each(forms)('masked, %s is written over with as many asterisks and the rest stays', async (said) => {
  await using office = await startOffice(said)
  const options: Options = { ...optionsFor('bearer', office.url), echoed_secrets: 'mask' }
  const { brought } = await fetchAll(http.create(options, collectingSite()), { secrets: { canary } })
  const [{ text } = { text: '' }] = brought as readonly { readonly text: string }[]
  expect(text).toHaveLength(`{"k":1000,"m":50,"note":"${said}"}`.length)
  expect(text).toMatch(/^\{"k":1000,"m":50,"note":"[^"]*\*{8,}[^"]*"\}$/)
  for (const form of forms) expect(text).not.toContain(form)
})

test('a body that only looks like it is what it was', async () => {
  await using office = await startOffice('c4nary+/valu')
  const { brought } = await fetchAll(http.create(optionsFor('bearer', office.url), collectingSite()), {
    secrets: { canary },
  })
  expect(brought).toMatchObject([{ text: '{"k":1000,"m":50,"note":"c4nary+/valu"}' }])
})
