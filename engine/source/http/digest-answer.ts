import { createHash } from 'node:crypto'
import type { Challenge } from './challenge.ts'

/** What a server asks for, and how often its nonce was used. */
export interface DigestChallenge {
  readonly realm: string
  readonly nonce: string
  readonly opaque: string | undefined
  readonly algorithm: string | undefined
  readonly hash: 'sha256' | 'md5'
  /** Whether the key is made anew for the session of this nonce. */
  readonly session: boolean
  /** False: as before there was any quality of protection (RFC 2069). */
  readonly qop: boolean
  readonly userHash: boolean
  readonly stale: boolean
}

/** The strongest of the challenges that can be answered: SHA-256 before MD5. */
export function digestChallenge(offered: readonly Challenge[]): DigestChallenge | undefined {
  const possible = offered.flatMap(({ scheme, parameters }) => {
    const { realm, nonce, algorithm, opaque, qop } = parameters
    const kind = /^(md5|sha-256)(-sess)?$/i.exec(algorithm ?? 'MD5')
    const qualities = qop?.split(',').map((one) => one.trim().toLowerCase())
    if (scheme !== 'digest' || realm === undefined || nonce === undefined || kind === null) return []
    if (qualities !== undefined && !qualities.includes('auth')) return []
    const isTrue = (name: string): boolean => parameters[name]?.toLowerCase() === 'true'
    return {
      realm,
      nonce,
      opaque,
      algorithm,
      hash: kind[1]?.toLowerCase() === 'sha-256' ? 'sha256' : 'md5',
      session: kind[2] !== undefined,
      qop: qualities !== undefined,
      userHash: isTrue('userhash'),
      stale: isTrue('stale'),
    } satisfies DigestChallenge
  })
  return possible.find(({ hash }) => hash === 'sha256') ?? possible[0]
}

export interface DigestRequest {
  readonly method: string
  /** Path and query, as they are asked for. */
  readonly uri: string
  readonly user: string
  readonly password: string
  readonly cnonce: string
  /** How often this nonce has been used, this time included. */
  readonly count: number
}

/** The header `Authorization` that answers a challenge (RFC 7616 §3.4). */
export function digestHeader(challenge: DigestChallenge, request: DigestRequest): string {
  const { realm, nonce, opaque, algorithm, session, qop, userHash } = challenge
  const { method, uri, user, password, cnonce } = request
  const h = (...parts: readonly string[]): string =>
    createHash(challenge.hash).update(parts.join(':')).digest('hex')
  const count = request.count.toString(16).padStart(8, '0')
  const key = h(user, realm, password)
  const first = session ? h(key, nonce, cnonce) : key
  const second = h(method, uri)
  const response = qop ? h(first, nonce, count, cnonce, 'auth', second) : h(first, nonce, second)
  const fields = [
    userHash || isPlain(user)
      ? `username=${quoted(userHash ? h(user, realm) : user)}`
      : `username*=UTF-8''${encodeURIComponent(user)}`,
    `realm=${quoted(realm)}`,
    `nonce=${quoted(nonce)}`,
    `uri=${quoted(uri)}`,
    `response=${quoted(response)}`,
    ...(algorithm === undefined ? [] : [`algorithm=${algorithm}`]),
    ...(opaque === undefined ? [] : [`opaque=${quoted(opaque)}`]),
    ...(qop ? ['qop=auth', `nc=${count}`] : []),
    ...(qop || session ? [`cnonce=${quoted(cnonce)}`] : []),
    ...(userHash ? ['userhash=true'] : []),
  ]
  return `Digest ${fields.join(', ')}`
}

const isPlain = (text: string): boolean => /^[ -~]*$/.test(text)
const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, '\\$&')}"`
