import type { JsonObject } from '../../model/json.ts'
import { tables } from '../../plan/tables.ts'
import * as qualityRules from '../../quality/table.ts'
import {
  electionSchema,
  feedSchema,
  hostsSchema,
  profileSchema,
  qualitySchema,
} from '../../spec/editor-schema.ts'

import { errorsPage } from './errors-page.ts'
import type { GeneratedFile } from './generated-file.ts'
import { filled } from './regions.ts'
import { regions } from './tables-as-text.ts'
import { validCode } from './valid-code.ts'

/** The schemas by which editors complete and explain what people write under feeds. */
export const editorSchemas = (): readonly GeneratedFile[] => [
  schemaFile('feed', feedSchema(tables)),
  schemaFile('election', electionSchema()),
  schemaFile('profile', profileSchema(tables)),
  schemaFile('hosts', hostsSchema()),
  schemaFile('quality', qualitySchema(qualityRules)),
]

/** All of them. `read` gives the text of a file as it is now. */
export const generatedFiles = (read: (path: string) => string | undefined): readonly GeneratedFile[] => [
  ...editorSchemas(),
  ...validCode(),
  { path: 'docs/errors.md', text: errorsPage() },
  ...pages(read),
]

/** Pages that people write, with parts that the tables fill. */
function pages(read: (path: string) => string | undefined): readonly GeneratedFile[] {
  const made = regions()
  return pageNames.flatMap((name) => {
    const path = `docs/${name}.md`
    const page = read(path)
    return page === undefined ? [] : [{ path, text: filled(page, made) }]
  })
}

const pageNames = [
  'spec',
  'sources',
  'decoding',
  'selecting',
  'mapping',
  'checks',
  'quality-rules',
  'record',
  'cost',
  'deploy',
]

const schemaFile = (name: string, schema: JsonObject): GeneratedFile => ({
  path: `schemas/${name}.schema.json`,
  text: `${JSON.stringify(schema, null, 2)}\n`,
})
