import type { JsonObject } from '../../model/json.ts'
import { tables } from '../../plan/tables.ts'
import { electionSchema, feedSchema, profileSchema } from '../../spec/editor-schema.ts'

/** A file of the project that is made from the engine's own tables; people do not edit it. */
export interface GeneratedFile {
  /** From the root of the project. */
  readonly path: string
  readonly text: string
}

/** The schemas by which editors complete and explain what people write under feeds. */
export const editorSchemas = (): readonly GeneratedFile[] => [
  schemaFile('feed', feedSchema(tables)),
  schemaFile('election', electionSchema()),
  schemaFile('profile', profileSchema(tables)),
]

const schemaFile = (name: string, schema: JsonObject): GeneratedFile => ({
  path: `schemas/${name}.schema.json`,
  text: `${JSON.stringify(schema, null, 2)}\n`,
})
