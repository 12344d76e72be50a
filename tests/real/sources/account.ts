import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { type Static, Type } from 'typebox'
import { parse } from 'yaml'

const closed = { additionalProperties: false }
const Text = Type.String({ minLength: 1 })
const Expression = Text
const Because = Type.Record(Text, Text)

const Reading = Type.Object(
  {
    feed: Text,
    files: Type.Record(
      Text,
      Type.Union([Text, Type.Array(Text, { minItems: 1 }), Type.Record(Text, Text, { minProperties: 1 })]),
      { minProperties: 1 },
    ),
    played: Type.Optional(Type.Boolean()),
    captured_at: Text,
    facts_of: Type.Optional(Text),
    facts: Type.Optional(Type.Record(Text, Expression)),
    not_compared: Type.Optional(Because),
    stated: Type.Optional(
      Type.Array(
        Type.Object({ what: Text, how: Text, expected: Type.Unknown(), actual: Expression }, closed),
        {
          minItems: 1,
        },
      ),
    ),
    holds: Type.Optional(Type.Array(Type.Object({ code: Text, because: Text }, closed), { minItems: 1 })),
  },
  closed,
)
const Account = Type.Object(
  {
    source: Text,
    format: Text,
    readings: Type.Optional(Type.Array(Reading, { minItems: 1 })),
    not_read: Type.Optional(Because),
    facts_by: Type.Optional(Because),
    refused: Type.Optional(Text),
  },
  closed,
)
/** One capture of real files, read by a feed of the project, and what must come of it. README.md has the format. */
export type Reading = Static<typeof Reading>
/** What the project makes of one real source. */
export type Account = Static<typeof Account>

const validate = new Ajv({ allowUnionTypes: true }).compile<Account>(Account)

/** All accounts of this folder by the name of the source. One that is not written as README.md says is an error. */
export function accounts(): ReadonlyMap<string, Account> {
  const names = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.yaml'))
  return new Map(names.toSorted().map((name) => [name.slice(0, -'.yaml'.length), accountIn(name)]))
}

function accountIn(name: string): Account {
  const account: unknown = parse(readFileSync(join(import.meta.dirname, name), 'utf8'), { schema: 'core' })
  if (!validate(account)) {
    const { instancePath = '', message = 'is not valid', params } = validate.errors?.[0] ?? {}
    throw new Error(`${name}: ${instancePath || 'it'} ${message} ${JSON.stringify(params)}`)
  }
  if (`${account.source}.yaml` !== name) throw new Error(`${name} is about ${account.source}`)
  if ((account.readings === undefined) === (account.refused === undefined))
    throw new Error(`${name}: a source has either readings or a reason why it is refused`)
  return account
}
