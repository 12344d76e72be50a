import { type TSchema, Type } from 'typebox'

/** No key that is not named. */
export const strict = { additionalProperties: false } as const
/** A time on the wall clock of a zone. */
export const LocalTime = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}[ T]\\d{2}:\\d{2}(:\\d{2})?$',
  description: 'A time on the local wall clock: 2024-11-05 19:30.',
})
/** A name that a spec gives. */
export const Name = Type.String({ pattern: '^[a-z][a-z0-9_-]*$' })
/** What a component's own schema checks. */
export const anything = (description: string): TSchema => Type.Unknown({ description })
/** The same schema with a meaning for people. */
export const described = <Schema extends TSchema>(schema: Schema, description: string): Schema => ({
  ...schema,
  description,
})

export const FeedIdText = Type.String({
  pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
  maxLength: 100,
  description: 'Id of the feed: lower-case words joined by hyphens, such as us-zz-precinct.',
})
export const ElectionIdText = Type.String({
  pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
  maxLength: 100,
  description: 'Id of the election: the name of a file in elections, without .yaml.',
})
export const UnitText = Type.String({
  pattern: '^ocd-division/country:[a-z]{2}(/[a-z_-]+:[^\\s|/]+)*$',
  description: 'OCD id of a jurisdiction: ocd-division/country:us/state:zz.',
})
