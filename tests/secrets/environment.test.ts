import { expect, test } from 'vitest'
import { environmentSecrets, secretVariable } from '../../engine/secrets/environment.ts'

const { signal } = new AbortController()

test('reads a secret from the variable of its name', async () => {
  const secrets = environmentSecrets({ CANVASS_SECRET_VENDOR_SFTP: 'open sesame' })
  expect(await secrets.get('vendor-sftp', signal)).toBe('open sesame')
})

test.each([
  ['vendor-sftp', 'CANVASS_SECRET_VENDOR_SFTP'],
  ['API_KEY', 'CANVASS_SECRET_API_KEY'],
  ['office.key 2', 'CANVASS_SECRET_OFFICE_KEY_2'],
])('keeps the secret %s in %s', (name, variable) => {
  expect(secretVariable(name)).toBe(variable)
})

test.each([[{}], [{ CANVASS_SECRET_KEY: '' }], [{ CANVASS_SECRET_KEY: undefined }]])(
  'calls a secret missing that is unset or empty, and names its variable: %j',
  async (environment) => {
    await expect(environmentSecrets(environment).get('key', signal)).rejects.toMatchObject({
      code: 'SECRET_MISSING',
      hint: expect.stringContaining('CANVASS_SECRET_KEY') as string,
    })
  },
)

test('gives nothing once the signal has aborted', async () => {
  const secrets = environmentSecrets({ CANVASS_SECRET_KEY: 'x' })
  await expect(secrets.get('key', AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop')
})
