import { expect, test } from 'vitest'
import { isNonPublicAddress, refusedAddress } from '../../engine/source/address-policy.ts'

test.each([
  '127.0.0.1',
  '127.255.255.254',
  '0.0.0.0',
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '100.127.255.255',
  '192.0.0.192',
  '198.18.0.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '[::1]',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '168.63.129.16',
  '::ffff:168.63.129.16',
  '64:ff9b::168.63.129.16',
  '::ffff:0:127.0.0.1',
  '::ffff:0:a9fe:a9fe',
  '192.88.99.1',
  '192.31.196.1',
  '192.52.193.1',
  '192.175.48.1',
  '64:ff9b:1::7f00:1',
  '100:0:0:1::1',
  '2001:0:4136:e378::1',
  '2620:4f:8000::1',
  '::ffff:a9fe:a9fe',
  '64:ff9b::10.0.0.1',
  '64:ff9b::a9fe:a9fe',
  '2001::1',
  '2002:7f00:1::',
  'fd00:ec2::254',
  'fc00::1',
  'fe80::1',
  'fec0::1',
  'ff02::1',
])('%s is not public', (address) => {
  expect(isNonPublicAddress(address)).toBe(true)
})

test.each([
  '8.8.8.8',
  '100.63.255.255',
  '100.128.0.1',
  '172.32.0.1',
  '172.15.255.255',
  '169.253.0.1',
  '192.167.255.255',
  '223.255.255.255',
  '2606:4700::1111',
  '2a00:1450::1',
  '::ffff:8.8.8.8',
  '168.63.129.15',
  '168.63.129.17',
  '64:ff9b::8.8.8.8',
])('%s is public', (address) => {
  expect(isNonPublicAddress(address)).toBe(false)
})

test('a name is not judged before it is resolved', () => {
  expect(isNonPublicAddress('localhost')).toBe(false)
})

test('finds the refused address among the failures of a name with several', () => {
  const blocked = Object.assign(new Error('IP(10.0.0.9) is blocked by net.BlockList'), {
    code: 'ERR_IP_BLOCKED',
  })
  const gone = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  expect(refusedAddress(new AggregateError([gone, blocked]))).toBe('10.0.0.9')
  expect(refusedAddress(new AggregateError([gone]))).toBeUndefined()
  expect(refusedAddress(gone)).toBeUndefined()
})
