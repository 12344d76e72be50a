import { randomUUID } from 'node:crypto'
import { inspect } from 'node:util'
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { describe, expect, test } from 'vitest'
import { clientOptions } from '../../engine/aws/client-options.ts'
import { newMeter } from '../../engine/flow/meter.ts'
import { keptMilliseconds } from '../../engine/secrets/cached.ts'
import { parameterStore } from '../../engine/secrets/parameter-store.ts'
import type { Secrets } from '../../engine/secrets/secrets.ts'
import { secretsManager } from '../../engine/secrets/secrets-manager.ts'
import { secretsConformance } from '../conformance/secrets.ts'
import { startHttpServer } from '../helpers/http-server.ts'
import { type ManualClock, manualClock } from '../helpers/manual-clock.ts'
import { httpFaultProxy } from './fault-proxy.ts'
import { needs } from './needs.ts'
import { accessTo } from './server-access.ts'

const { endpoints, missing, named } = needs('moto')
const { signal } = new AbortController()
const settings = (endpoint: string) => accessTo({ 'secrets-manager': endpoint, ssm: endpoint })
const managerAt = (endpoint: string): SecretsManagerClient =>
  new SecretsManagerClient(clientOptions(settings(endpoint), 'secrets-manager'))
const storeAt = (endpoint: string): SSMClient => new SSMClient(clientOptions(settings(endpoint), 'ssm'))

interface Service {
  readonly name: string
  /** Secrets under a prefix of their own, as asked for at that endpoint. */
  open(prefix: string, endpoint: string, clock: ManualClock): { secrets: Secrets; reads: () => number }
  keep(name: string, value: string): Promise<unknown>
  replace(name: string, value: string): Promise<unknown>
  /** What the hint says of where to put one. */
  readonly place: RegExp
  /** An answer that ends in the middle of the secret "open sesame". */
  readonly cut: string
}

const services: readonly Service[] = [
  {
    name: 'Secrets Manager',
    open(prefix, endpoint, clock) {
      const meter = newMeter()
      const secrets = secretsManager({ client: managerAt(endpoint), prefix, meter, clock })
      return { secrets, reads: () => meter.read()['secrets.reads'] ?? 0 }
    },
    keep: (Name, SecretString) =>
      managerAt(endpoints.moto).send(new CreateSecretCommand({ Name, SecretString })),
    replace: (SecretId, SecretString) =>
      managerAt(endpoints.moto).send(new PutSecretValueCommand({ SecretId, SecretString })),
    place: /AWS Secrets Manager under the name "canvass\/[^"]+\/unknown"/,
    cut: '{"SecretString":"open sesame',
  },
  {
    name: 'Parameter Store',
    open(prefix, endpoint, clock) {
      const meter = newMeter()
      const secrets = parameterStore({ client: storeAt(endpoint), prefix: `/${prefix}`, meter, clock })
      return { secrets, reads: () => meter.read()['secrets.reads'] ?? 0 }
    },
    keep: (name, Value) =>
      storeAt(endpoints.moto).send(
        new PutParameterCommand({ Name: `/${name}`, Value, Type: 'SecureString' }),
      ),
    replace: (name, Value) =>
      storeAt(endpoints.moto).send(
        new PutParameterCommand({ Name: `/${name}`, Value, Type: 'SecureString', Overwrite: true }),
      ),
    place: /Parameter Store as the SecureString "\/canvass\/[^"]+\/unknown"/,
    cut: '{"Parameter":{"Name":"key","Value":"open sesame',
  },
]
const prefixes = () => `canvass/${randomUUID()}/`
const suite = named('secrets in AWS')

describe.skipIf(missing).each(services)(`${suite}: $name`, (service) => {
  secretsConformance(service.name, async (kept) => {
    const prefix = prefixes()
    // The Parameter Store itself takes no empty value.
    const some = Object.entries(kept).filter(
      ([, value]) => value !== '' || service.name === 'Secrets Manager',
    )
    await Promise.all(some.map(([name, value]) => service.keep(`${prefix}${name}`, value)))
    const { secrets } = service.open(prefix, endpoints.moto, manualClock())
    return { secrets, close: async () => undefined }
  })

  test('a missing one is said with the place where it belongs', async () => {
    const { secrets } = service.open(prefixes(), endpoints.moto, manualClock())
    await expect(secrets.get('unknown', signal)).rejects.toMatchObject({
      code: 'SECRET_MISSING',
      hint: expect.stringMatching(service.place) as string,
    })
  })

  test('a new value is seen after five minutes, and until then nothing is asked', async () => {
    const prefix = prefixes()
    const clock = manualClock()
    await service.keep(`${prefix}key`, 'old')
    const { secrets, reads } = service.open(prefix, endpoints.moto, clock)
    expect(await secrets.get('key', signal)).toBe('old')
    await service.replace(`${prefix}key`, 'new')
    await clock.advance(keptMilliseconds - 1)
    expect(await secrets.get('key', signal)).toBe('old')
    expect(reads()).toBe(1)
    await clock.advance(1)
    expect(await secrets.get('key', signal)).toBe('new')
    expect(reads()).toBe(2)
  })

  test('many who ask at once are answered by one call', async () => {
    const prefix = prefixes()
    await service.keep(`${prefix}key`, 'open sesame')
    const { secrets, reads } = service.open(prefix, endpoints.moto, manualClock())
    const all = await Promise.all(Array.from({ length: 30 }, () => secrets.get('key', signal)))
    expect(new Set(all)).toEqual(new Set(['open sesame']))
    expect(reads()).toBe(1)
  })

  test('one that is made after it was missing is found at once', async () => {
    const prefix = prefixes()
    const { secrets } = service.open(prefix, endpoints.moto, manualClock())
    await expect(secrets.get('key', signal)).rejects.toMatchObject({ code: 'SECRET_MISSING' })
    await service.keep(`${prefix}key`, 'open sesame')
    expect(await secrets.get('key', signal)).toBe('open sesame')
  })

  test('a lost answer is asked for again', async () => {
    const prefix = prefixes()
    await service.keep(`${prefix}key`, 'open sesame')
    await using proxy = await httpFaultProxy(endpoints.moto)
    proxy.next({ kind: 'lost answer' })
    const { secrets } = service.open(prefix, proxy.endpoint, manualClock())
    expect(await secrets.get('key', signal)).toBe('open sesame')
    expect(proxy.seen).toHaveLength(2)
  })

  test('an answer that can not be read is an error without a piece of it', async () => {
    await using server = await startHttpServer((_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/x-amz-json-1.1' }).end(service.cut)
    })
    const { secrets } = service.open(prefixes(), server.url, manualClock())
    const error = await secrets.get('key', signal).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'AWS_FAILED' })
    const everything = inspect(error, { showHidden: true, depth: 8 })
    expect(everything).toContain('can not be read')
    expect(everything).not.toMatch(/sesame/)
  })
})

describe.skipIf(missing)(`${suite}: Secrets Manager alone`, () => {
  const get = (prefix: string): Promise<string> =>
    secretsManager({
      client: managerAt(endpoints.moto),
      prefix,
      meter: newMeter(),
      clock: manualClock(),
    }).get('key', signal)
  const keepBytes = (prefix: string, SecretBinary: Uint8Array): Promise<unknown> =>
    managerAt(endpoints.moto).send(new CreateSecretCommand({ Name: `${prefix}key`, SecretBinary }))

  test('gives a binary secret that is text', async () => {
    const prefix = prefixes()
    await keepBytes(prefix, Buffer.from('-----BEGIN KEY-----\nü\n'))
    expect(await get(prefix)).toBe('-----BEGIN KEY-----\nü\n')
  })

  test('calls a binary secret missing that is no text', async () => {
    const prefix = prefixes()
    await keepBytes(prefix, Buffer.from([0xff, 0xfe, 0x00]))
    await expect(get(prefix)).rejects.toMatchObject({ code: 'SECRET_MISSING' })
  })

  test('calls a secret missing that waits for its deletion', async () => {
    const prefix = prefixes()
    await keepBytes(prefix, Buffer.from('open sesame'))
    await managerAt(endpoints.moto).send(new DeleteSecretCommand({ SecretId: `${prefix}key` }))
    await expect(get(prefix)).rejects.toMatchObject({ code: 'SECRET_MISSING' })
  })
})
