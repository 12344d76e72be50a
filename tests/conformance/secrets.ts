import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FeedError } from '../../engine/errors/feed-error.ts'
import type { Secrets } from '../../engine/secrets/secrets.ts'

const { signal } = new AbortController()

export interface OpenSecrets {
  readonly secrets: Secrets
  close(): Promise<void>
}

/** Every promise of the Secrets port. `open` gives one that keeps these, by name. */
export function secretsConformance(
  name: string,
  open: (kept: Readonly<Record<string, string>>) => Promise<OpenSecrets>,
): void {
  describe(`${name} keeps the promises of secrets`, () => {
    const key = '-----BEGIN KEY-----\nab+/=\n-----END KEY-----\n'
    const kept = { 'vendor-sftp': ' open "sesame" $HOME ü ', 'office-key': key, empty: '' }
    let home: OpenSecrets
    beforeEach(async () => {
      home = await open(kept)
    })
    afterEach(() => home.close())

    test.each(['vendor-sftp', 'office-key'] as const)(
      'gives %s as it is kept, to the letter',
      async (secret) => {
        expect(await home.secrets.get(secret, signal)).toBe(kept[secret])
      },
    )

    test.each(['unknown', 'empty', 'constructor'])(
      'says SECRET_MISSING for %s, with its name',
      async (secret) => {
        await expect(home.secrets.get(secret, signal)).rejects.toMatchObject({
          code: 'SECRET_MISSING',
          retryable: false,
          message: expect.stringContaining(`"${secret}"`) as string,
        })
      },
    )

    test('never says what another secret is', async () => {
      const error = await home.secrets.get('unknown', signal).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(FeedError)
      const { message, hint, stack } = error as FeedError
      expect(`${message} ${hint} ${stack}`).not.toMatch(/sesame|BEGIN KEY/)
    })

    test('gives nothing once the signal has aborted', async () => {
      const reason = new Error('stop')
      await expect(home.secrets.get('vendor-sftp', AbortSignal.abort(reason))).rejects.toBe(reason)
    })
  })
}
