interface Zone {
  readonly name: string
  readonly id: string
  readonly type?: 'local-zone'
  readonly state?: 'impaired'
}
interface Asked {
  readonly state?: string
  readonly excludeZoneIds?: readonly string[]
  readonly filters?: readonly { readonly name: string; readonly values: readonly string[] }[]
}

/** Zones as an account may have them, in the order in which the provider gives them. */
const zones: Readonly<Record<string, readonly Zone[]>> = {
  'us-east-1': [
    { name: 'us-east-1-bos-1a', id: 'use1-bos1-az1', type: 'local-zone' },
    { name: 'us-east-1a', id: 'use1-az3' },
    { name: 'us-east-1b', id: 'use1-az1' },
    { name: 'us-east-1c', id: 'use1-az2', state: 'impaired' },
    { name: 'us-east-1d', id: 'use1-az4' },
    { name: 'us-east-1e', id: 'use1-az5' },
    { name: 'us-east-1f', id: 'use1-az6' },
  ],
  'us-west-1': [
    { name: 'us-west-1a', id: 'usw1-az2' },
    { name: 'us-west-1b', id: 'usw1-az3' },
    { name: 'us-west-1c', id: 'usw1-az1' },
  ],
  'ap-northeast-1': [
    { name: 'ap-northeast-1a', id: 'apne1-az4' },
    { name: 'ap-northeast-1b', id: 'apne1-az3' },
    { name: 'ap-northeast-1c', id: 'apne1-az1' },
  ],
}

/** Names of those that were asked for. A filter that is not known here fails the plan. */
export const zoneNames = (
  region: string,
  { state, excludeZoneIds = [], filters = [] }: Asked,
): readonly string[] =>
  (zones[region] ?? []).flatMap((zone) =>
    (state === undefined || state === (zone.state ?? 'available')) &&
    !excludeZoneIds.includes(zone.id) &&
    filters.every(({ name, values }) => values.includes(said(zone, name)))
      ? zone.name
      : [],
  )

function said({ type }: Zone, filter: string): string {
  if (filter === 'zone-type') return type ?? 'availability-zone'
  if (filter === 'opt-in-status') return type === undefined ? 'opt-in-not-required' : 'opted-in'
  throw new Error(`nothing here filters zones by ${filter}`)
}
