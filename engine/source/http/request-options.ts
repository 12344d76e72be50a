import { Type } from 'typebox'
import { HeaderOptions } from '../http-headers.ts'
import { type BodyGiven, BodyOptions } from './body.ts'
import { type CarryGiven, CarryOptions } from './carry-options.ts'
import type { Method } from './exchange.ts'
import { type ForEachGiven, ForEachOptions } from './for-each.ts'
import { type PagesGiven, PagesOptions } from './pages.ts'
import { type WaitGiven, WaitOptions } from './wait.ts'

export const Url = Type.String({
  minLength: 1,
  maxLength: 2_000,
  description:
    'The whole address, https://… or http://…. A piece of its path or query may be a value: {version}.',
})

export const RequestOptions = Type.Object(
  {
    url: Url,
    method: Type.Optional(
      Type.Enum(['GET', 'POST', 'PUT'], { description: 'Default: GET, and POST where there is a body.' }),
    ),
    headers: Type.Optional(HeaderOptions),
    body: Type.Optional(BodyOptions),
    probe: Type.Optional(
      Type.Boolean({
        description:
          'It is made for what later requests need of it, and no part reads it. Its answer is archived too.',
      }),
    ),
    when_changed: Type.Optional(
      Type.Array(Type.String(), {
        minItems: 1,
        description:
          'Values that are carried to it: it is made only if one is another than when it was made last.',
      }),
    ),
    carry: Type.Optional(
      Type.Record(Type.String({ pattern: '^[a-z][a-z0-9_]*$' }), CarryOptions, {
        minProperties: 1,
        additionalProperties: false,
        description: 'Values of its answer for later requests, by the name that stands for each in braces.',
      }),
    ),
    for_each: Type.Optional(ForEachOptions),
    pages: Type.Optional(PagesOptions),
    wait: Type.Optional(WaitOptions),
  },
  { additionalProperties: false, description: 'One request.' },
)
export interface RequestGiven {
  readonly url: string
  readonly method?: Method
  readonly headers?: HeaderOptions
  readonly body?: BodyGiven
  readonly probe?: boolean
  readonly when_changed?: readonly string[]
  readonly carry?: Readonly<Record<string, CarryGiven>>
  readonly for_each?: ForEachGiven
  readonly pages?: PagesGiven
  readonly wait?: WaitGiven
}
