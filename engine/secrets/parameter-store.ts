import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm'
import type { Meter } from '../flow/meter.ts'
import type { Clock } from '../time/clock.ts'
import { askForSecret } from './aws-secret.ts'
import { cachedSecrets } from './cached.ts'
import type { Secrets } from './secrets.ts'

export interface ParameterStoreOptions {
  readonly client: SSMClient
  /** Stands before the name in the spec: with `/canvass/prod/`, `vendor-sftp` is `/canvass/prod/vendor-sftp`. */
  readonly prefix: string
  readonly meter: Meter
  readonly clock: Clock
}

/** Secrets of the SSM Parameter Store, decrypted, each as it was up to five minutes ago. */
export function parameterStore({ client, prefix, meter, clock }: ParameterStoreOptions): Secrets {
  const asked: Secrets = {
    get(name, signal) {
      const of = `${prefix}${name}`
      const what = {
        service: 'ssm',
        call: 'GetParameter',
        of,
        place: `the SSM Parameter Store as the SecureString "${of}"`,
        missing: ['ParameterNotFound', 'ParameterVersionNotFound'],
        meter,
      } as const
      return askForSecret(name, what, signal, async () => {
        const command = new GetParameterCommand({ Name: of, WithDecryption: true })
        return (await client.send(command, { abortSignal: signal })).Parameter?.Value
      })
    },
  }
  return cachedSecrets(asked, clock)
}
