import { rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { inspect } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { FeedError } from '../../../engine/errors/feed-error.ts'
import { http } from '../../../engine/source/http.ts'
import { type Certificate, certificate } from '../../helpers/certificate.ts'
import { startHttpServer } from '../../helpers/http-server.ts'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'
import { collectingSite, fetchAll, textsOf } from '../fetching.ts'

type Options = Parameters<typeof http.create>[0]
const source = (options: Options, file = 'feed.yaml') =>
  http.create({ allow_private: true, retries: { attempts: 1 }, ...options }, collectingSite(file))
const failure = (options: Options, secrets: Readonly<Record<string, string>>): Promise<FeedError> =>
  fetchAll(source(options), { secrets }).then(
    () => expect.fail('the fetch did not fail'),
    (error: FeedError) => error,
  )
const office = certificate({ name: 'Office' })

/** Takes only clients that the authority has certified, and says who they are. */
async function startExclusive(authority: Certificate): Promise<string> {
  const { key, cert } = certificate({ by: office })
  const server = createServer(
    { key, cert, ca: authority.cert, requestCert: true, rejectUnauthorized: false },
    (request, response) => {
      const socket = request.socket as TLSSocket
      if (socket.authorized) response.end(socket.getPeerCertificate().subject.CN)
      else response.writeHead(403).end()
    },
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('a private authority', () => {
  test('is a file beside the spec, or a secret', async () => {
    await using server = await startHttpServer(
      (_, response) => response.end('a,b'),
      certificate({ by: office }),
    )
    const folder = temporaryFolder('tls')
    writeFileSync(join(folder, 'office.pem'), office.cert)
    const spec = join(folder, 'feed.yaml')
    const { url } = server
    const byFile = source({ url, tls: { authority: { file: 'office.pem' } } }, spec)
    expect(textsOf((await fetchAll(byFile)).brought)).toEqual(['a,b'])
    const bySecret = source({ url, tls: { authority: { secret: 'ca' } } })
    expect(textsOf((await fetchAll(bySecret, { secrets: { ca: office.cert } })).brought)).toEqual(['a,b'])
    rmSync(join(folder, 'office.pem'))
    await expect(fetchAll(byFile)).rejects.toMatchObject({ code: 'SOURCE_MISSING' })
  })

  test.each<[string, Certificate, string]>([
    ['another authority', certificate({ by: certificate({ name: 'Office' }) }), 'signature'],
    ['another host', certificate({ by: office, hosts: ['example.gov'] }), 'does not match'],
    ['an earlier time', certificate({ by: office, until: 2024 }), 'expired'],
    ['nobody but itself', certificate(), 'self-signed'],
  ])('does not vouch for a certificate of %s', async (_, own, message) => {
    await using server = await startHttpServer((__, response) => response.end('a,b'), own)
    const options = { url: server.url, tls: { authority: { secret: 'ca' } } }
    expect(await failure(options, { ca: office.cert })).toMatchObject({
      code: 'SOURCE_CERTIFICATE_REFUSED',
      message: expect.stringContaining(message) as string,
    })
    expect(server.requests).toEqual([])
  })
})

describe('a certificate of our own', () => {
  const clients = certificate({ name: 'Clients' })
  const desk = certificate({ name: 'Desk', by: clients })
  const tls = { certificate: { secret: 'cert' }, key: { secret: 'key' }, authority: { secret: 'ca' } }
  const secrets = { cert: desk.cert, key: desk.key, ca: office.cert }

  test('is shown to the host of the spec', async () => {
    const url = await startExclusive(clients)
    expect(textsOf((await fetchAll(source({ url, tls }), { secrets })).brought)).toEqual(['Desk'])
  })

  test('is shown to no other host', async () => {
    const url = await startExclusive(clients)
    await using moved = await startHttpServer(
      (_, response) => response.writeHead(302, { location: url.replace('127.0.0.1', 'localhost') }).end(),
      certificate({ by: office }),
    )
    const away = { url: moved.url, tls, redirects: 'any' } as const
    // The private authority is not believed there either.
    expect((await failure(away, secrets)).code).toBe('SOURCE_CERTIFICATE_REFUSED')
  })

  test('names its secrets where the publisher does not take it', async () => {
    const url = await startExclusive(clients)
    const stranger = certificate({ name: 'Stranger' })
    const refused = await failure({ url, tls }, { ...secrets, cert: stranger.cert, key: stranger.key })
    expect(refused).toMatchObject({
      code: 'SOURCE_CREDENTIALS_REFUSED',
      hint: expect.stringContaining('"cert" and "key"') as string,
    })
  })

  test.each([
    [116, 'certificate required'],
    [48, 'unknown ca'],
  ])('that is missed is seen by alert %i', async (alert, message) => {
    const server = createTcpServer((socket) => {
      socket.on('error', () => undefined)
      socket.once('data', () => socket.end(Buffer.from([0x15, 3, 3, 0, 2, 2, alert])))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
    expect(await failure({ url }, {})).toMatchObject({
      code: 'SOURCE_CREDENTIALS_REFUSED',
      message: expect.stringContaining(message) as string,
      hint: expect.stringContaining('Ask the publisher') as string,
    })
  })

  test.each([
    [{ key: certificate().key }, 'does not belong'],
    [{ key: 'tr0ub4dor' }, 'no PEM'],
    [{ cert: 'tr0ub4dor' }, 'no PEM'],
    [{ ca: 'tr0ub4dor' }, 'no PEM'],
  ])('that can not be used is not shown: %#', async (changed, message) => {
    const unusable = await failure({ url: 'https://127.0.0.1:9/', tls }, { ...secrets, ...changed })
    expect(unusable).toMatchObject({
      code: 'SOURCE_KEY_UNUSABLE',
      message: expect.stringContaining(message) as string,
      hint: expect.stringContaining(`"${Object.keys(changed)[0]}"`) as string,
    })
    expect(inspect(unusable, { depth: 10 })).not.toContain('tr0ub4dor')
  })
})
