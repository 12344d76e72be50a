import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { oneOf } from '../errors/entry.ts'
import { feedError } from '../errors/feed-error.ts'
import { command, exit } from './command.ts'
import type { GeneratedFile } from './reference/generated-file.ts'
import { editorSchemas, generatedFiles } from './reference/generated-files.ts'
import { counted } from './words.ts'

const root = join(import.meta.dirname, '..', '..')
const read = (path: string): string | undefined =>
  existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined

export const schema = command({
  arguments: {
    name: {
      about: 'feed, election, profile, hosts or quality: prints the JSON Schema of such a file',
      optional: true,
    },
  },
  options: {
    write: { about: 'write the schemas and the generated parts of the reference into the project' },
  },
  examples: ['feed schema', 'feed schema election', 'feed schema --write'],
  async run({ args, options, out }) {
    const { name = 'feed' } = args
    if (options.write) {
      const stale = generatedFiles(read).filter(({ path, text }) => read(path) !== text)
      for (const { path, text } of stale) writeFileSync(join(root, path), text)
      out.data({ written: stale.map(({ path }) => path) })
      for (const { path } of stale) out.line(path)
      out.next(
        stale.length === 0 ? 'All are as the tables say.' : `${counted(stale.length, 'file')} to commit.`,
      )
      return exit.fine
    }
    const known = editorSchemas()
    const wanted = known.find(({ path }) => path === `schemas/${name}.schema.json`)
    if (wanted === undefined) throw feedError('CLI_USAGE', unknown(name, known))
    out.data(JSON.parse(wanted.text))
    if (!out.json) out.raw(wanted.text)
    return exit.fine
  },
})

function unknown(name: string, known: readonly GeneratedFile[]): { problem: string; advice: string } {
  const names = known.map(({ path }) => path.slice('schemas/'.length, -'.schema.json'.length))
  return { problem: `There is no schema called "${name}"`, advice: oneOf(names) }
}
