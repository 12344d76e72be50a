import { describe, expect, test } from 'vitest'
import { http } from '../../engine/source/http.ts'
import type { Route } from '../../engine/source/route.ts'
import { startHttpServer } from '../helpers/http-server.ts'
import { collectingSite, fetchAll, textsOf } from './fetching.ts'
import { openOffice } from './sftp-office.ts'

const https = (url: string) => http.create({ url }, collectingSite())
const code = (expected: string) => expect.objectContaining({ code: expected }) as Error

describe('over HTTP', () => {
  test('an https address is fetched from where the environment says, and keeps its name', async () => {
    await using server = await startHttpServer((request, response) => response.end(request.headers.host))
    const asked: (readonly [string, number])[] = []
    const route: Route = (host, port) => {
      asked.push([host, port])
      return { host: '127.0.0.1', port: server.port, plain: true }
    }
    const { brought } = await fetchAll(https('https://results.example/night/a.json?x=1'), { route })
    expect(brought).toMatchObject([
      { origin: 'https://results.example/night/a.json?x=1', text: 'results.example' },
    ])
    expect(asked).toEqual([['results.example', 443]])
    expect(server.requests.map(({ path }) => path)).toEqual(['/night/a.json?x=1'])
  })

  test('a route that is not plain still wants a certificate', async () => {
    await using server = await startHttpServer((_, response) => response.end('plain'))
    const route: Route = () => ({ host: '127.0.0.1', port: server.port })
    await expect(fetchAll(https('https://results.example/a'), { route })).rejects.toHaveProperty('code')
  })

  test('a host that the environment does not know keeps its protection', async () => {
    const local = http.create({ url: 'http://localhost:9/' }, collectingSite())
    await expect(fetchAll(local, { route: () => undefined })).rejects.toThrow(code('SOURCE_ADDRESS_PRIVATE'))
  })
})

describe('over SFTP', () => {
  const pinned = `SHA256:${'A'.repeat(43)}`

  test('the stand-in shows a host key of its own; the origin stays that of the spec', async () => {
    await using office = await openOffice()
    const { port, hostKey } = office.server
    const route: Route = (host) =>
      host === 'files.county.example' ? { host: '127.0.0.1', port, hostKeys: [hostKey] } : undefined
    const spec = { host: 'files.county.example', port: undefined, host_key: pinned, allow_private: undefined }
    const { brought } = await office.fetch(spec, { route })
    expect(textsOf(brought)).toEqual(['one'])
    expect(brought).toMatchObject([{ origin: 'sftp://files.county.example/out/results_1.csv' }])
  })

  test.each([
    ['the key of the spec counts where the environment gives none', undefined],
    ['the key that the environment gives is checked like any other', [`SHA256:${'B'.repeat(43)}`]],
  ])('%s', async (_, hostKeys) => {
    await using office = await openOffice()
    const detour = { host: '127.0.0.1', port: office.server.port, ...(hostKeys && { hostKeys }) }
    const fetching = office.fetch(
      { host: 'files.county.example', host_key: pinned, retries: { attempts: 1 } },
      { route: () => detour },
    )
    await expect(fetching).rejects.toThrow(code('SOURCE_HOST_KEY_CHANGED'))
  })
})
