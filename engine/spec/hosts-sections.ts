import { type Static, Type } from 'typebox'
import { strict } from './section-words.ts'

const allowance = {
  per_second: Type.Optional(
    Type.Number({
      exclusiveMinimum: 0,
      maximum: 1_000,
      description: 'Requests a second, in the long run; 0.5 is one in two seconds. Default: 5.',
    }),
  ),
  at_once: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 1_000,
      description: 'Requests under way at the same time. Default: 4.',
    }),
  ),
}

/** The keys of hosts.yaml: how much may be asked of publishers, by all feeds together. */
export const HostsSections = Type.Object(
  {
    default: Type.Optional(
      Type.Object(allowance, { ...strict, description: 'What may be asked of a host that is not named.' }),
    ),
    hosts: Type.Optional(
      Type.Record(
        Type.String({ pattern: '^[a-z0-9]([a-z0-9.:_-]*[a-z0-9])?$' }),
        Type.Object(allowance, { ...strict, description: 'What may be asked of this host.' }),
        {
          additionalProperties: false,
          description: 'By the name of the host, as addresses have it, in lower case.',
        },
      ),
    ),
  },
  strict,
)
export type HostsValue = Static<typeof HostsSections>
