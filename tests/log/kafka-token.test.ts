import { afterEach, expect, test, vi } from 'vitest'
import { mskToken } from '../../engine/log/kafka-token.ts'

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'session' }

afterEach(() => {
  vi.unstubAllEnvs()
})

test('the token for MSK is an address that this identity signed for one region, and it expires', async () => {
  const { value } = await mskToken({ region: 'eu-west-1', credentials })()
  const address = new URL(Buffer.from(value, 'base64url').toString())
  expect(address.host).toBe('kafka.eu-west-1.amazonaws.com')
  const said = Object.fromEntries(address.searchParams)
  expect(said).toMatchObject({
    Action: 'kafka-cluster:Connect',
    'X-Amz-Expires': '900',
    'X-Amz-Security-Token': 'session',
    'X-Amz-Credential': expect.stringMatching(/^AKIDEXAMPLE\/\d{8}\/eu-west-1\/kafka-cluster\/aws4_request$/),
    'X-Amz-Signature': expect.stringMatching(/^[\da-f]{64}$/),
  })
  expect(value).not.toContain('secret')
  expect(address.href).not.toContain('secret')
})

test('without credentials of its own it signs with those that the SDK finds', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDFOUND')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
  const { value } = await mskToken({ region: 'eu-west-1' })()
  const address = new URL(Buffer.from(value, 'base64url').toString())
  expect(address.searchParams.get('X-Amz-Credential')).toMatch(/^AKIDFOUND\//)
})
