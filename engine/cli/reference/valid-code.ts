import { Ajv2020 } from 'ajv/dist/2020.js'
import standalone from 'ajv/dist/standalone/index.js'
import result from '../../../schemas/result.schema.json' with { type: 'json' }
import { countLine } from '../../map/line-schema.ts'
import type { GeneratedFile } from './generated-file.ts'

/**
 * What judges data at run time, as code that was made of its schemas beforehand: a process that polls compiles none. A file
 * exports `validate`, which has `errors` behind it as the library's own has, and the `schema` without its prose.
 */
export const validCode = (): readonly GeneratedFile[] => [
  code('result', result),
  code('count-line', countLine),
]

/** What generated code asks the library for, as far as these schemas need it: how many characters a text has. */
const asked = 'require("ajv/dist/runtime/ucs2length").default'
const own = '(text) => Array.from(text).length'

function code(name: string, schema: object): GeneratedFile {
  const judging = JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    key === 'description' && typeof value === 'string' ? undefined : value,
  ) as object
  const ajv = new Ajv2020({ allowUnionTypes: true, code: { source: true, esm: true, lines: true } })
  const text = standalone.default(ajv, ajv.compile(judging)).replace(asked, own)
  if (text.includes('require(')) throw new Error(`the code of ${name} asks for more than characters`)
  const [, root = ''] = /const (schema\d+) = /.exec(text) ?? []
  if (!text.includes(`const ${root} = ${JSON.stringify(judging)};`))
    throw new Error(`the code of ${name} does not begin with its schema`)
  const head = `// Made of the schema of ${name} by npm run schemas. Change that, not this.\n/* oxlint-disable */\n`
  const body = text.replace(/export default \w+;/, `export const schema = () => ${root};`)
  return { path: `schemas/${name}.valid.js`, text: `${head}${body}` }
}
