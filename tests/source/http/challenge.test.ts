import { describe, expect, test } from 'vitest'
import { challenges } from '../../../engine/source/http/challenge.ts'
import { digestChallenge, digestHeader } from '../../../engine/source/http/digest-answer.ts'

describe('challenges of a server', () => {
  test.each([
    ['Basic realm="a, b=c"', [{ scheme: 'basic', parameters: { realm: 'a, b=c' } }]],
    [
      'Negotiate, Basic realm=x',
      [
        { scheme: 'negotiate', parameters: {} },
        { scheme: 'basic', parameters: { realm: 'x' } },
      ],
    ],
    [
      'Digest realm="q\\"q", nonce="1" , qop = "auth", Digest nonce=2,realm=r',
      [
        { scheme: 'digest', parameters: { realm: 'q"q', nonce: '1', qop: 'auth' } },
        { scheme: 'digest', parameters: { nonce: '2', realm: 'r' } },
      ],
    ],
    ['', []],
    ['="', []],
  ])('%j', (header, expected) => {
    expect(
      challenges(header).map(({ scheme, parameters }) => ({ scheme, parameters: { ...parameters } })),
    ).toEqual(expected)
  })

  test('SHA-256 comes before MD5, and what can not be answered is no challenge', () => {
    const md5 = 'Digest realm="r", nonce="1", qop="auth"'
    const sha = 'Digest realm="r", nonce="2", algorithm=SHA-256, qop="auth"'
    expect(digestChallenge(challenges([md5, sha]))).toMatchObject({ nonce: '2', hash: 'sha256' })
    expect(digestChallenge(challenges('Digest realm="r", nonce="1", qop="auth-int"'))).toBeUndefined()
    expect(digestChallenge(challenges('Digest realm="r", nonce="1", algorithm=SHA-512-256'))).toBeUndefined()
  })
})

describe('the answers of RFC 7616 §3.9.1', () => {
  const request = {
    method: 'GET',
    uri: '/dir/index.html',
    user: 'Mufasa',
    password: 'Circle of Life',
    cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
    count: 1,
  }
  const asked = (algorithm: string) =>
    `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`

  test.each([
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ])('%s', (algorithm, response) => {
    const challenge = digestChallenge(challenges(asked(algorithm)))
    expect(challenge && digestHeader(challenge, request)).toContain(`response="${response}"`)
  })
})
