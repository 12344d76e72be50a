import { generateAuthToken, generateAuthTokenFromCredentialsProvider } from 'aws-msk-iam-sasl-signer-js'
import type { AwsSettings } from '../aws/settings.ts'

/**
 * What MSK takes for the identity of this process: a signed address, good for 15 minutes. Signed anew for every login; the
 * broker says how long the login lasts, and kafkajs logs in again before that ends.
 */
export function mskToken({ region, credentials }: Pick<AwsSettings, 'region' | 'credentials'>) {
  return async (): Promise<{ readonly value: string }> => {
    const { token } =
      credentials === undefined
        ? await generateAuthToken({ region })
        : await generateAuthTokenFromCredentialsProvider({
            region,
            awsCredentialsProvider: async () => credentials,
          })
    return { value: token }
  }
}
