import { feedError } from '../errors/feed-error.ts'
import { parseSpec, type SpecDocument } from '../spec/document.ts'
import { type Compiled, compileFeed } from './compile.ts'
import { placeText, type SpecFiles } from './compiling.ts'

/** Compiles several specs. Two of one id are a mistake of both: their states would be one. */
export function compileAll(paths: readonly string[], files: SpecFiles): readonly Compiled[] {
  const compiled = paths.map((path) => ({ one: compileFeed(path, files), id: idIn(path, files) }))
  const byId = Map.groupBy(compiled, ({ id }) => id)
  return compiled.map(({ one, id }) => {
    const other = byId.get(id)?.find((found) => found.one.path !== one.path)
    if (id === undefined || other === undefined) return one
    const details = { what: 'feed', name: id, other: placeText(placeIn(other.one.path, files)) }
    const problem = feedError('SPEC_SAME_NAME', details, { at: placeIn(one.path, files) })
    return { path: one.path, plan: undefined, problems: [problem, ...one.problems] }
  })
}

function documentAt(path: string, files: SpecFiles): SpecDocument {
  const text = files.read(path)
  return parseSpec(path, typeof text === 'string' ? text : '')
}

/** Of a spec with other problems too: that its id is taken is not hidden by them. */
function idIn(path: string, files: SpecFiles): string | undefined {
  const { value } = documentAt(path, files)
  const id = typeof value === 'object' && value !== null && 'feed' in value ? value['feed'] : undefined
  return typeof id === 'string' ? id : undefined
}

const placeIn = (path: string, files: SpecFiles) => documentAt(path, files).position(['feed'])
