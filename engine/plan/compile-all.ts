import { feedError } from '../errors/feed-error.ts'
import { parseSpec } from '../spec/document.ts'
import { type Compiled, compileFeed } from './compile.ts'
import type { SpecFiles } from './compiling.ts'

/** Compiles several specs. Two of one id are a mistake of both: their states would be one. */
export function compileAll(paths: readonly string[], files: SpecFiles): readonly Compiled[] {
  const firsts = new Map<string, string>()
  return paths.map((path) => {
    const compiled = compileFeed(path, files)
    const name = compiled.plan?.feed
    if (name === undefined) return compiled
    const first = firsts.get(name)
    if (first === undefined) {
      firsts.set(name, path)
      return compiled
    }
    const at = parseSpec(path, files.read(path) ?? '').position(['feed'])
    const problem = feedError('SPEC_SAME_NAME', { what: 'feed', name, other: `${first}:1` }, { at })
    return { path, plan: undefined, problems: [problem] }
  })
}
