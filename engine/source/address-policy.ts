import { BlockList, isIP } from 'node:net'

/** Addresses that no publisher has: this machine, private networks, carriers, cloud metadata, documentation, multicast. */
const ipv4: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // The platform of a cloud, where its machines ask about themselves.
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  // AS112 and AMT: answered by whatever is near.
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.175.48.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
]
const ipv6: readonly (readonly [network: string, prefix: number])[] = [
  // Unspecified, loopback and the old form that embeds an IPv4 address.
  ['::', 96],
  // SIIT: IPv4 addresses once more.
  ['::ffff:0:0:0', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['100:0:0:1::', 64],
  // Teredo and other special uses, 6to4: both embed IPv4 addresses.
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 9],
  ['ff00::', 8],
]

/**
 * The addresses that a source may not connect to, unless its spec says `allow_private`. Given to the socket itself,
 * so that neither a name that resolves to one nor a redirect gets round it. IPv4 addresses inside IPv6 ones
 * (`::ffff:10.0.0.1`, and NAT64's `64:ff9b::10.0.0.1`) are judged as what they are.
 */
const nonPublicAddresses: BlockList = new BlockList()
for (const [network, prefix] of ipv4) {
  nonPublicAddresses.addSubnet(network, prefix, 'ipv4')
  nonPublicAddresses.addSubnet(`64:ff9b::${network}`, 96 + prefix, 'ipv6')
}
for (const [network, prefix] of ipv6) nonPublicAddresses.addSubnet(network, prefix, 'ipv6')

/** What a source may not connect to, given what its spec says under `allow_private`. */
export const blockedAddresses = (allowPrivate = false): BlockList | undefined =>
  allowPrivate ? undefined : nonPublicAddresses

/** Is this host an IP address in clear (brackets allowed) that is not public? Names are judged when they are resolved. */
export function isNonPublicAddress(host: string): boolean {
  const address = host.replace(/^\[|\]$/g, '')
  const family = isIP(address)
  return family !== 0 && nonPublicAddresses.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

/** The address that a socket refused to connect to because of the list above. Undefined: it failed otherwise. */
export function refusedAddress(error: unknown): string | undefined {
  if (error instanceof AggregateError) {
    // One of several addresses of a name: the others failed for their own reasons.
    return error.errors.map(refusedAddress).find((address) => address !== undefined)
  }
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'ERR_IP_BLOCKED') return undefined
  return /^IP\((.+?)\)/.exec(error.message)?.[1] ?? 'a refused address'
}
