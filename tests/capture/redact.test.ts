import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { usedSecrets } from '../../engine/capture/redact.ts'
import { environmentSecrets } from '../../engine/secrets/environment.ts'

const secrets = environmentSecrets({ CANVASS_SECRET_OFFICE: 'pa55 phrase/=', CANVASS_SECRET_USER: 'admin' })

async function usedBoth() {
  const used = usedSecrets(secrets, new AbortController().signal)
  expect(await used.secret('office')).toBe('pa55 phrase/=')
  expect(await used.secret('user')).toBe('admin')
  return used
}

test.each([
  ['https://a.gov/x.csv?api_key=123&page=2', 'https://a.gov/x.csv?api_key=***&page=2'],
  ['https://a.gov/x.csv?page=2;access-token=a%3Db', 'https://a.gov/x.csv?page=2;access-token=***'],
  ['https://a.gov/x.csv?AccessKey=abc&auth=def', 'https://a.gov/x.csv?AccessKey=***&auth=***'],
  ['https://a.gov/x.csv?sig=abc#part', 'https://a.gov/x.csv?sig=***#part'],
  ['https://a.gov/x.csv?keyword=mayor', 'https://a.gov/x.csv?keyword=mayor'],
  ['https://a.gov/pa55%20phrase%2F%3D/x.csv', 'https://a.gov/***/x.csv'],
  ['sftp://a.gov/pa55 phrase/=/admin.csv', 'sftp://a.gov/***/admin.csv'],
])('%s is kept as %s', async (origin, kept) => {
  const { redacted } = await usedBoth()
  expect(redacted(origin)).toBe(kept)
})

test('a secret is found wherever it stands in a file, also between two pieces', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'redact-'))
  const file = join(folder, 'body')
  const { foundIn } = await usedBoth()
  for (const before of [0, 1, 65_530, 65_536, 131_069]) {
    writeFileSync(file, `${'x'.repeat(before)}pa55 phrase/=${'x'.repeat(70_000)}`)
    // oxlint-disable-next-line no-await-in-loop -- one file
    expect(await foundIn(file)).toBe('office')
  }
  writeFileSync(file, 'pa55 phrase, and the word admin, which is too short to tell anything')
  expect(await foundIn(file)).toBeUndefined()
  rmSync(folder, { recursive: true })
})
