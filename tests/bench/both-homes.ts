import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { clientOptions } from '../../engine/aws/client-options.ts'
import type { Cloud } from '../../engine/config.ts'
import { cloudHomes } from '../../engine/entry/cloud-homes.ts'
import { embeddedHomes } from '../../engine/entry/embedded-homes.ts'
import type { Homes } from '../../engine/entry/homes.ts'
import { setUpCloud } from '../../engine/entry/setup.ts'
import { secretVariable } from '../../engine/secrets/environment.ts'
import { accessTo, accessVariables } from '../services/server-access.ts'
import type { Services } from '../services/services.ts'

/** Fresh homes on this machine and on the real servers, as a run of the program has them. */
export interface BothHomes extends AsyncDisposable {
  readonly embedded: Homes
  /** Undefined: a server is missing; `missing` says which, and why. */
  readonly aws: Homes | undefined
}

/** Why there can be no homes on the real servers here. Undefined: there can. */
export function missingServers(services: Services): string | undefined {
  const reasons = Object.entries(services).flatMap(([name, place]) =>
    'missing' in place ? [place.missing] : 'failed' in place ? [`${name}: ${place.failed}`] : [],
  )
  return reasons.length === 0 ? undefined : reasons.join('; ')
}

/** `secrets`: names that have a secret in both. */
export async function openBothHomes(services: Services, secrets: readonly string[] = []): Promise<BothHomes> {
  const opened = new AsyncDisposableStack()
  const variables = Object.fromEntries(secrets.map((name) => [secretVariable(name), 'a secret']))
  const data = mkdtempSync(join(tmpdir(), 'canvass-bench-'))
  opened.defer(() => rmSync(data, { recursive: true }))
  const embedded = opened.use(embeddedHomes({ data, environment: variables }))
  const aws =
    missingServers(services) === undefined ? opened.use(await onServers(services, secrets)) : undefined
  return { embedded, aws, [Symbol.asyncDispose]: () => opened.disposeAsync() }
}

/** What `feed setup` makes, under names of its own. */
async function onServers(services: Services, secrets: readonly string[]): Promise<Homes> {
  const at = (name: keyof Services): string => {
    const place = services[name]
    return 'endpoint' in place ? place.endpoint : ''
  }
  const environment = accessVariables({
    dynamodb: at('dynamodb'),
    s3: at('s3'),
    moto: at('moto'),
    kafka: at('kafka'),
  })
  const name = `bench-${randomBytes(4).toString('hex')}`
  const cloud: Cloud = {
    region: environment.AWS_REGION,
    tables: {
      heads: `${name}-heads`,
      items: `${name}-items`,
      results: `${name}-results`,
      register: `${name}-register`,
    },
    bucket: name,
    brokers: [at('kafka')],
    brokerAccess: 'open',
    topicPrefix: `${name}.`,
    traceStream: name,
    secrets: { service: 'secrets-manager', prefix: `${name}/` },
  }
  const signal = AbortSignal.timeout(120_000)
  await Array.fromAsync(setUpCloud(cloud, { environment }, { make: true, signal }))
  const manager = new SecretsManagerClient(
    clientOptions(accessTo({ 'secrets-manager': at('moto') }), 'secrets-manager'),
  )
  // oxlint-disable-next-line no-await-in-loop -- few
  for (const secret of secrets)
    await manager.send(new CreateSecretCommand({ Name: `${name}/${secret}`, SecretString: 'a secret' }))
  return cloudHomes(cloud, { environment })
}
