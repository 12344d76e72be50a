import { Type } from 'typebox'
import { DurationText } from '../time/duration.ts'

/** How requests are named, where a source has several. */
export const RequestName = Type.String({ pattern: '^[a-z][a-z0-9_-]*$' })

/** A span of time that may be left out; the description says what for and what the default is. */
export const duration = (description: string) => Type.Optional({ ...DurationText, description })

/** Whether a source may reach into private networks. Not said: no. */
export const AllowPrivate = Type.Optional(
  Type.Boolean({ description: 'Also connect to addresses that are not public. Default: false.' }),
)
/** How often a source tries. */
export const Attempts = Type.Optional(
  Type.Integer({ minimum: 1, maximum: 10, description: 'How often to try in all. Default: 3.' }),
)
