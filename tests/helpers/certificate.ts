import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts)
  const { length } = content
  const head = length < 0x80 ? [tag, length] : [tag, 0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from(head), content])
}
const sequence = (...parts: readonly Uint8Array[]) => der(0x30, ...parts)
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'))
const integer = (value: number) => der(0x02, Buffer.from([value]))
const time = (text: string) => der(0x17, Buffer.from(text))
const octets = (content: Uint8Array) => der(0x04, content)

/** A certificate and its key, both PEM, and what it takes to certify others with them. */
export interface Certificate {
  readonly key: string
  readonly cert: string
  readonly name: string
  readonly privateKey: KeyObject
}

/**
 * A certificate (RFC 5280) for these hosts, from 2020 until the year given; certified by another, or by nobody but itself.
 */
export function certificate({
  name = 'test',
  hosts = ['localhost', '127.0.0.1'],
  until = 2049,
  by,
}: {
  readonly name?: string
  readonly hosts?: readonly string[]
  readonly until?: number
  readonly by?: Certificate
} = {}): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'))
  const called = (text: string) => sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(text)))))
  const authority = sequence(oid('551d13'), octets(sequence(der(0x01, Buffer.from([0xff])))))
  const names = hosts.map((host) =>
    /^[\d.]+$/.test(host)
      ? der(0x87, Buffer.from(host.split('.').map(Number)))
      : der(0x82, Buffer.from(host)),
  )
  const content = sequence(
    der(0xa0, integer(2)),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    called(by?.name ?? name),
    sequence(time('200101000000Z'), time(`${String(until).slice(2)}1231235959Z`)),
    called(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(authority, sequence(oid('551d11'), octets(sequence(...names))))),
  )
  const signature = der(0x03, Buffer.from([0]), sign('sha256', content, by?.privateKey ?? privateKey))
  const body = sequence(content, ecdsaWithSha256, signature).toString('base64')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    cert: `-----BEGIN CERTIFICATE-----\n${body.replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
    name,
    privateKey,
  }
}

/** A certificate for 127.0.0.1 and localhost that nobody but itself vouches for, and its key. */
export function selfSigned(): { readonly key: string; readonly cert: string } {
  const { key, cert } = certificate()
  return { key, cert }
}
