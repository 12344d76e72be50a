import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import type { Meter } from '../flow/meter.ts'
import type { Clock } from '../time/clock.ts'
import { askForSecret } from './aws-secret.ts'
import { cachedSecrets } from './cached.ts'
import type { Secrets } from './secrets.ts'

export interface SecretsManagerOptions {
  readonly client: SecretsManagerClient
  /** Stands before the name in the spec: with `canvass/prod/`, `vendor-sftp` is `canvass/prod/vendor-sftp`. */
  readonly prefix: string
  readonly meter: Meter
  readonly clock: Clock
}

/** Secrets of AWS Secrets Manager, each as it was up to five minutes ago. */
export function secretsManager({ client, prefix, meter, clock }: SecretsManagerOptions): Secrets {
  const asked: Secrets = {
    get(name, signal) {
      const of = `${prefix}${name}`
      const what = {
        service: 'secrets-manager',
        call: 'GetSecretValue',
        of,
        place: `AWS Secrets Manager under the name "${of}"`,
        // The second is the answer for one that is marked for deletion.
        missing: ['ResourceNotFoundException', 'InvalidRequestException'],
        meter,
      } as const
      return askForSecret(name, what, signal, async () => {
        const command = new GetSecretValueCommand({ SecretId: of })
        const { SecretString, SecretBinary } = await client.send(command, { abortSignal: signal })
        return SecretString ?? SecretBinary
      })
    },
  }
  return cachedSecrets(asked, clock)
}
