import { type Static, Type } from 'typebox'
import type { Path, Site } from '../component.ts'
import { feedError } from '../errors/feed-error.ts'
import { isConfidentialName, isCredential } from '../flow/confidential.ts'
import { acceptedCodings } from './content-coding.ts'
import { SecretReference } from './secret-reference.ts'

const SecretHeader = Type.Object(
  {
    ...SecretReference.properties,
    prefix: Type.Optional(
      Type.String({ pattern: '^[ -~]*$', description: 'What stands before it, such as "Bearer ".' }),
    ),
  },
  { additionalProperties: false, description: 'A header whose value is a secret.' },
)

/** How a spec writes headers: a text, or the name of a secret. */
export const HeaderOptions = Type.Record(
  Type.String({ pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$" }),
  Type.Union([Type.String({ pattern: '^[ -~]*$', description: 'The value in clear.' }), SecretHeader]),
  { additionalProperties: false, description: 'Headers to send, by name.' },
)
export type HeaderOptions = Static<typeof HeaderOptions>

/** Headers of one request. The secret ones go to the host of the spec and to no other. */
export interface Headers {
  readonly plain: Readonly<Record<string, string>>
  readonly secret: Readonly<Record<string, string>>
}

const defaults = { accept: '*/*', 'accept-encoding': acceptedCodings, 'user-agent': 'Canvass/1' }
const ours: ReadonlySet<string> = new Set(
  'host connection content-length transfer-encoding expect upgrade te trailer keep-alive range if-range if-match if-none-match if-modified-since if-unmodified-since'.split(
    ' ',
  ),
)

/** Reports headers that the engine or the login (`login`) sets, that are given twice, or that hold a secret in clear. */
export function checkHeaders(
  headers: HeaderOptions,
  path: Path,
  site: Site,
  login: readonly string[] = [],
): void {
  const seen = new Set<string>()
  for (const [header, value] of Object.entries(headers)) {
    const name = header.toLowerCase()
    const report = (problem: string, advice: string) => {
      const at = site.position([...path, header])
      site.report(feedError('SOURCE_HEADER_REFUSED', { header, problem, advice }, { at }))
    }
    if (ours.has(name)) report('it belongs to the connection and is set for you', 'Leave it out')
    if (login.includes(name)) report('authentication sets it', 'Keep one of the two')
    if (seen.has(name)) report('it is given twice', 'Upper and lower case are the same: keep one of them')
    if (typeof value === 'string' && (isConfidentialName(header) || isCredential(value)))
      report(
        'it is a secret, and its value stands in the spec',
        `Change the secret now: it has been seen. Then write ${header}: { ${referenceFor(value)} }`,
      )
    seen.add(name)
  }
}

/** `Bearer abc` becomes a secret behind a prefix. */
function referenceFor(value: string): string {
  const [scheme] = /^(bearer|basic|token|apikey) /i.exec(value) ?? []
  return scheme === undefined ? 'secret: NAME' : `secret: NAME, prefix: "${scheme}"`
}

/** The names of the secrets in headers. */
export const secretsIn = (headers: HeaderOptions): readonly string[] =>
  Object.values(headers).flatMap((value) => (typeof value === 'string' ? [] : [value.secret]))

/** What to send: the defaults, replaced by what the spec says, with the values of the secrets. */
export async function resolveHeaders(
  headers: HeaderOptions,
  secret: (name: string) => Promise<string>,
): Promise<Headers> {
  const plain: Record<string, string> = { ...defaults }
  const secrets: Record<string, string> = {}
  for (const [header, value] of Object.entries(headers)) {
    const name = header.toLowerCase()
    if (typeof value === 'string') {
      plain[name] = value
      continue
    }
    const text = await secret(value.secret)
    if (!/^[!-~]([ -~]*[!-~])?$/.test(text))
      throw feedError('SOURCE_SECRET_UNUSABLE', {
        name: value.secret,
        problem: 'a header holds printable ASCII characters only, with no space at either end',
      })
    delete plain[name]
    secrets[name] = (value.prefix ?? '') + text
  }
  return { plain, secret: secrets }
}
