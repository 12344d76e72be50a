import { type TSchema, Type } from 'typebox'
import type { Site, Table } from '../../component.ts'
import { feedError } from '../../errors/feed-error.ts'
import * as kinds from './authentication/table.ts'
import type { Authenticator } from './authenticator.ts'
import { below } from './below.ts'

const table: Table<Authenticator> = kinds

/** One of the kinds by its name, with its options. Checked by their schemas, so that every problem has its place. */
export const AuthenticationOptions = Type.Optional(
  Type.Object(
    Object.fromEntries(
      Object.values(table).map(({ type, summary, options }): [string, TSchema] => [
        type,
        Type.Optional({ ...options, description: summary }),
      ]),
    ),
    {
      additionalProperties: false,
      minProperties: 1,
      description:
        'How to prove to the publisher who we are: one kind, with its options. Secrets are named, never written.',
    },
  ),
)

/** What a spec says under `authentication`. Undefined: nothing, or a problem was reported. */
export function authenticatorOf(given: unknown, site: Site): Authenticator | undefined {
  const named = Object.entries((given ?? {}) as Record<string, unknown>)
  if (named.length > 1) {
    const seen = named.map(([type]) => type).join(' and ')
    const known = Object.values(table).map(({ type }) => type)
    site.report(
      feedError('SPEC_ONE_TYPE', { family: 'authentication', seen, known }, { at: site.position() }),
    )
    return undefined
  }
  return named
    .flatMap(([type, options]) =>
      Object.values(table)
        .filter((kind) => kind.type === type)
        .map((kind) => kind.create(options, below(site, type))),
    )
    .at(0)
}
