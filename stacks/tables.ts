export type TableName = 'heads' | 'items' | 'results' | 'register' | 'hosts'

export interface Table {
  /** The attribute that items are partitioned by, and the one that they are sorted by. */
  readonly key: readonly [string] | readonly [string, string]
  readonly fields: Readonly<Record<string, 'string' | 'number'>>
  /** Local indexes: a strongly consistent read may use them. They come with their table only. */
  readonly indexes: Readonly<Record<string, { readonly on: string; readonly holds: 'all' | 'keys-only' }>>
  /** The attribute that says when an item may go. */
  readonly ttl?: string
}

/** The tables, as `feed setup` would make them; a test compares the two. */
export const tables: Readonly<Record<TableName, Table>> = {
  heads: { key: ['feed'], fields: { feed: 'string' }, indexes: {} },
  items: {
    key: ['feed', 'item'],
    fields: { feed: 'string', item: 'string', epoch: 'number' },
    indexes: { names: { on: 'epoch', holds: 'keys-only' } },
  },
  results: {
    key: ['pk', 'sk'],
    fields: { pk: 'string', sk: 'string', own: 'string', sum: 'string', live: 'string' },
    indexes: {
      own: { on: 'own', holds: 'all' },
      sum: { on: 'sum', holds: 'all' },
      live: { on: 'live', holds: 'keys-only' },
    },
  },
  register: {
    key: ['pk', 'sk'],
    fields: { pk: 'string', sk: 'string', grouped: 'string' },
    indexes: { grouped: { on: 'grouped', holds: 'all' } },
  },
  hosts: { key: ['host'], fields: { host: 'string' }, indexes: {} },
}
