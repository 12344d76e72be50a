import type { TSchema } from 'typebox'
import type { Table } from '../component.ts'
import type { Json, JsonObject } from '../model/json.ts'
import { ElectionSections } from './election-sections.ts'
import { HostsSections } from './hosts-sections.ts'
import { QualitySections } from './quality-sections.ts'
import { FeedSections, PartSection, ProfileSections } from './sections.ts'

/** The tables whose components a spec can name, by the key of the section. */
export interface Families {
  readonly source: Table<unknown>
  readonly unpack: Table<unknown>
  readonly decode: Table<unknown>
  readonly select: Table<unknown>
  readonly check: Table<unknown>
}

/** JSON Schema for `feed.yaml`, made of the sections and of every component's own options: editors complete and explain by it. */
export const feedSchema = (families: Families): JsonObject =>
  document('feed.schema.json', 'Feed', FeedSections, families)

/** JSON Schema for `profiles/NAME.yaml`. */
export const profileSchema = (families: Families): JsonObject =>
  document('profile.schema.json', 'Profile', ProfileSections, families)

/** JSON Schema for `elections/ID.yaml`. */
export const electionSchema = (): JsonObject =>
  document('election.schema.json', 'Election', ElectionSections, undefined)

/** JSON Schema for `hosts.yaml`. */
export const hostsSchema = (): JsonObject => document('hosts.schema.json', 'Hosts', HostsSections, undefined)

/** JSON Schema for the file that an election names as `quality`. */
export function qualitySchema(rules: Table<unknown>): JsonObject {
  const { properties } = QualitySections
  const one = properties.rules.items
  const rule = { ...named(rules), ...describedAs(one.properties.rule) }
  const items = { ...one, properties: { ...one.properties, rule } }
  const filled = { ...QualitySections, properties: { rules: { ...properties.rules, items } } }
  return document('quality.schema.json', 'Quality rules', filled, undefined)
}

/** Draft 7: the newest that every editor reads. */
function document(
  id: string,
  title: string,
  sections: TSchema & { readonly properties: object },
  families: Families | undefined,
): JsonObject {
  const head = { $schema: 'http://json-schema.org/draft-07/schema#', $id: id, title }
  const filled = families === undefined ? undefined : filledSections(families)
  const properties = { ...sections.properties, ...filled?.properties }
  return plain({ ...head, ...sections, properties, definitions: filled?.definitions }) as JsonObject
}

/** The sections that name components, which stand once under `definitions`: `parts` names them again. */
function filledSections(families: Families) {
  const { source, unpack, decode, select, number_repeats, parts, checks, map } = FeedSections.properties
  const reading = {
    unpack: { ...unpack, items: reference('unpack') },
    decode: { ...reference('decode'), ...describedAs(decode) },
    select: { ...reference('select'), ...describedAs(select) },
    number_repeats,
    map,
  }
  const properties = { request: PartSection.properties.request, ...reading }
  const part = { type: 'object', properties, additionalProperties: false }
  return {
    properties: {
      ...reading,
      source: { ...reference('source'), ...describedAs(source) },
      parts: {
        ...parts,
        patternProperties: {
          '^.*$': { ...part, description: 'What differs for one request, or one more reading of a request.' },
        },
      },
      checks: { ...checks, items: reference('check') },
    },
    definitions: Object.fromEntries(
      Object.entries(families).map(([family, table]) => [family, named(table as Table<unknown>)]),
    ),
  }
}

/** `{ csv: { … } }`, or the bare word. One object with a key per component: editors offer its keys, and explain each. */
function named(table: Table<unknown>): object {
  const components = Object.values(table).toSorted((one, other) => (one.type < other.type ? -1 : 1))
  const properties = Object.fromEntries(
    components.map(({ type, options, summary }) => [
      type,
      { anyOf: [options, { type: 'null' }], description: summary },
    ]),
  )
  const exactlyOne = { minProperties: 1, maxProperties: 1, additionalProperties: false }
  const words = components.map(({ type }) => type)
  return {
    anyOf: [
      { type: 'object', properties, ...exactlyOne },
      ...(words.length === 0 ? [] : [{ enum: words, description: 'By name alone, with all defaults.' }]),
    ],
  }
}

/** In draft 7 nothing counts beside `$ref`; inside `allOf` it does. */
const reference = (family: keyof Families) => ({ allOf: [{ $ref: `#/definitions/${family}` }] })

const describedAs = (schema: TSchema): { readonly description: string } => ({
  description: (schema as { readonly description?: string }).description ?? '',
})

/** Without what is no JSON: the marks that TypeBox keeps on its schemas. */
const plain = (schema: object): Json => JSON.parse(JSON.stringify(schema)) as Json
