import { expect, test } from 'vitest'
import { withoutSecrets } from '../../engine/source/masked.ts'
import type { Source } from '../../engine/source/source.ts'
import { fetchAll } from './fetching.ts'

/** A server of files that takes a password and says something. */
const saying = (text: string): Source => ({
  requests: ['main'],
  async *fetch(context) {
    await context.secret('office')
    const body = (async function* () {
      yield Buffer.from(text.slice(0, 9))
      yield Buffer.from(text.slice(9))
    })()
    const payload = { request: 'main', origin: 'sftp://office.example/a.csv', contentType: undefined, body }
    yield { kind: 'payload', payload, cursor: {} }
  },
})

test('a file that repeats the password of its server is refused, across two pieces', async () => {
  const fetched = fetchAll(withoutSecrets(saying('a,b\n1,pa55phrase\n')), {
    secrets: { office: 'pa55phrase' },
  })
  await expect(fetched).rejects.toMatchObject({
    code: 'SOURCE_SECRET_ECHOED',
    message: 'The answer of sftp://office.example/a.csv repeats the secret "office"; nothing of it was kept.',
  })
})

test('one that does not is what it was, and so is one with a secret too short to tell anything', async () => {
  const text = 'a,b\n1,2\n3,admin\n'
  for (const office of ['pa55phrase', 'admin']) {
    // oxlint-disable-next-line no-await-in-loop -- two of them
    const { brought } = await fetchAll(withoutSecrets(saying(text)), { secrets: { office } })
    expect(brought).toMatchObject([{ text }])
  }
})
