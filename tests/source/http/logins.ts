import type { http } from '../../../engine/source/http.ts'

export type Options = Parameters<typeof http.create>[0]
/** A secret with letters that every way of writing writes otherwise. */
export const canary = 'c4nary+/value='
/** How it may be repeated: a part of an answer in each. */
export const forms = [
  canary,
  encodeURIComponent(canary),
  Buffer.from(`desk:${canary}`).toString('base64'),
  Buffer.from(`desk:${encodeURIComponent(canary)}`).toString('base64'),
  Buffer.from(`a:${canary}`).toString('base64url'),
  Buffer.from(`ab:${canary}:more`).toString('base64'),
  Buffer.from(canary).toString('base64'),
  encodeURIComponent(canary).toLowerCase(),
  'c4nary+\\/value=',
  'c4nary\\u002b/value=',
  'c4nary&#43;/value&#61;',
]
export const secret = { secret: 'canary' }
export const logins = (url: string): Readonly<Record<string, Partial<Options>>> => ({
  basic: { authentication: { basic: { user: 'desk', password: secret } } },
  digest: { authentication: { digest: { user: 'desk', password: secret } } },
  bearer: { authentication: { bearer: { token: secret } } },
  'a key in a header': { authentication: { api_key: { header: 'X-Key', value: secret } } },
  'a key in the query': { authentication: { api_key: { query: 'key', value: secret } } },
  'a header': { headers: { 'X-Key': secret } },
  oauth2: {
    authentication: { oauth2: { token_url: `${url}/token`, client_id: 'desk', client_secret: secret } },
  },
  session: {
    authentication: {
      session: {
        login: { url: `${url}/login`, form: { user: 'desk', password: secret } },
        check: { status: 200 },
      },
    },
  },
})
