import { type Static, Type } from 'typebox'
import type { Site } from '../component.ts'
import { feedError } from '../errors/feed-error.ts'
import { Attempts, duration, RequestName } from './connection-options.ts'
import { type NamePattern, namePattern } from './newest-file.ts'
import { SecretReference } from './secret-reference.ts'

const place = {
  key: Type.Optional(Type.String({ minLength: 1, description: 'The key of one object.' })),
  prefix: Type.Optional(
    Type.String({ minLength: 1, description: 'What keys begin with, of which a pattern chooses: results/.' }),
  ),
  pattern: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'Which keys: the newest whose rest behind the prefix matches, such as results_*.zip.',
    }),
  ),
  every: Type.Optional(
    Type.Boolean({
      description: 'Read every object that matches, each as one item of the request, not only the newest.',
    }),
  ),
}
export const S3Options = Type.Object(
  {
    bucket: Type.String({
      pattern: '^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$',
      description: 'The name of the bucket.',
    }),
    region: Type.String({
      pattern: '^[a-z]{2}(-[a-z]+)+-[0-9]$',
      description: 'The region of the bucket: us-east-1.',
    }),
    credentials: Type.Optional(
      Type.Union(
        [
          Type.Enum(['none', 'environment']),
          Type.Object(
            { key_id: SecretReference, secret_key: SecretReference },
            { additionalProperties: false, description: 'An access key.' },
          ),
        ],
        {
          description:
            'Who asks: nobody in particular, as for a public bucket (none), whoever this machine is at AWS (environment), or the owner of an access key. Default: none.',
        },
      ),
    ),
    ...place,
    objects: Type.Optional(
      Type.Record(
        RequestName,
        Type.Object(place, { additionalProperties: false, description: 'One object, or those that match.' }),
        {
          minProperties: 1,
          additionalProperties: false,
          description: 'Several requests of one poll, by name; read in this order.',
        },
      ),
    ),
    timeouts: Type.Optional(
      Type.Object(
        {
          connect: duration('For the connection. Default: 10s.'),
          answer: duration('For each answer, and between two pieces of an object. Default: 30s.'),
        },
        { additionalProperties: false, description: 'How long to wait for what.' },
      ),
    ),
    retries: Type.Optional(
      Type.Object(
        { attempts: Attempts },
        { additionalProperties: false, description: 'Asking again after passing failures.' },
      ),
    ),
  },
  { additionalProperties: false },
)
export type S3Options = Static<typeof S3Options>
type Place = NonNullable<S3Options['objects']>[string]

/** One request: an object, or what matches below a prefix. */
export type ObjectsWanted = { readonly name: string } & (
  | { readonly key: string }
  | { readonly prefix: string; readonly pattern: NamePattern; readonly every: boolean }
)

/** The requests of a spec, in order; reports one that names no object, or objects in two ways. */
export function objectsWanted(spec: S3Options, site: Site): readonly ObjectsWanted[] {
  const { key, prefix, pattern, every, objects } = spec
  const isSingle = [key, prefix, pattern, every].some((value) => value !== undefined)
  if (isSingle === (objects !== undefined)) {
    const problem = isSingle
      ? 'Both key or pattern and objects say what to read'
      : 'There is no object to read'
    report(problem, site)
  }
  const all: (readonly [string, Place])[] = [
    ...(isSingle ? [['main', { key, prefix, pattern, every }] as [string, Place]] : []),
    ...Object.entries(objects ?? {}),
  ]
  return all.flatMap(([name, one]) => wanted(name, one, site))
}

function wanted(name: string, { key, prefix = '', pattern, every }: Place, site: Site): ObjectsWanted[] {
  if (key !== undefined && pattern === undefined && prefix === '' && every === undefined)
    return [{ name, key }]
  if (key === undefined && pattern !== undefined)
    return [{ name, prefix, pattern: namePattern(pattern, site), every: every ?? false }]
  report(
    key === undefined
      ? `No pattern says which objects of "${name}"`
      : `"${name}" has both a key and a pattern`,
    site,
  )
  return []
}

function report(problem: string, site: Site): void {
  const advice =
    'Give either a key, or a pattern with or without a prefix; or several objects, each with a name and one of these'
  site.report(feedError('SOURCE_OPTIONS_UNCLEAR', { problem, advice }, { at: site.position() }))
}
