import { type TSchema, Type } from 'typebox'
import type { Table } from '../component.ts'
import type { JsonObject } from '../model/json.ts'
import { ElectionSections, FeedSections, ProfileSections } from './sections.ts'

/** The tables whose components a spec can name, by the key of the section. */
export interface Families {
  readonly source: Table<unknown>
  readonly unpack: Table<unknown>
  readonly decode: Table<unknown>
  readonly select: Table<unknown>
  readonly check: Table<unknown>
}

/** JSON Schema for `feed.yaml`, made of the sections and of every component's own options: editors complete and explain by it. */
export function feedSchema(families: Families): JsonObject {
  const reading = readingOf(families)
  const parts = Type.Record(
    Type.String(),
    Type.Object(reading, { additionalProperties: false, description: 'What differs for one request.' }),
    describedAs(FeedSections.properties.parts),
  )
  const filled = { ...reading, parts: Type.Optional(parts), ...whole(families) }
  return document('feed.schema.json', 'Feed', FeedSections, filled)
}

/** JSON Schema for `profiles/NAME.yaml`. */
export function profileSchema(families: Families): JsonObject {
  return document('profile.schema.json', 'Profile', ProfileSections, {
    ...readingOf(families),
    ...whole(families),
  })
}

/** JSON Schema for `elections/ID.yaml`. */
export const electionSchema = (): JsonObject =>
  document('election.schema.json', 'Election', ElectionSections, {})

function document(
  id: string,
  title: string,
  sections: TSchema & { readonly properties: object; readonly required?: readonly string[] },
  filled: Readonly<Record<string, TSchema>>,
): JsonObject {
  const head = { $schema: 'http://json-schema.org/draft-07/schema#', $id: id, title }
  const properties = { ...sections.properties, ...filled }
  return JSON.parse(JSON.stringify({ ...head, ...sections, properties })) as JsonObject
}

const readingOf = (families: Families) => ({
  unpack: Type.Optional(Type.Array(named(families.unpack), describedAs(FeedSections.properties.unpack))),
  decode: Type.Optional(Type.Union([named(families.decode)], describedAs(FeedSections.properties.decode))),
  select: Type.Optional(Type.Union([named(families.select)], describedAs(FeedSections.properties.select))),
  map: FeedSections.properties.map,
})

const whole = (families: Families) => ({
  source: Type.Optional(Type.Union([named(families.source)], describedAs(FeedSections.properties.source))),
  checks: Type.Optional(Type.Array(named(families.check), describedAs(FeedSections.properties.checks))),
})

/** `{ csv: { … } }`, or the bare word. */
function named(table: Table<unknown>): TSchema {
  const components = Object.values(table).toSorted((one, other) => (one.type < other.type ? -1 : 1))
  return Type.Union([
    ...components.map(({ type, options, summary }) =>
      Type.Object(
        { [type]: Type.Union([options, Type.Null()], { description: summary }) },
        { additionalProperties: false, description: summary },
      ),
    ),
    Type.Enum(
      components.map(({ type }) => type),
      { description: 'By name alone, with all defaults.' },
    ),
  ])
}

const describedAs = (schema: TSchema): { readonly description: string } => ({
  description: (schema as { readonly description?: string }).description ?? '',
})
