import type { Site } from '../component.ts'
import { feedError } from '../errors/feed-error.ts'
import { compileExpression, type ExpressionSource } from '../map/expression.ts'
import { strayStatements } from '../map/stray-statements.ts'
import { siteAt } from '../spec/components.ts'
import type { Compiling, Section } from './compiling.ts'

/** A mapping, or what all mappings share, and where each character of it stands. */
interface Written {
  readonly text: string
  readonly site: Site
}

/** White space, semicolons and comments at the end: what follows brings its own semicolon. */
const loose = /(?:\s|;|\/\*(?:[^*]|\*(?!\/))*\*\/)+$/

/** A mapping behind the bindings that all mappings of a spec see; an error in either lands where it is written. */
export function behindDefinitions(
  definitions: readonly Section[],
  { value, document, path }: Section,
  report: Compiling['report'],
): Written {
  const own = siteAt(document, path, report)
  if (definitions.length === 0) return { text: value as string, site: own }
  const starts: { readonly start: number; readonly site: Site }[] = []
  let text = '('
  for (const one of definitions) {
    starts.unshift({ start: text.length, site: siteAt(one.document, one.path, report) })
    text += `${(one.value as string).replace(loose, '')};\n`
  }
  starts.unshift({ start: text.length, site: own })
  return {
    text: `${text}${value as string}\n)`,
    site: {
      report,
      position(inside, offset) {
        if (offset === undefined) return own.position(inside)
        const found = starts.find(({ start }) => start <= offset)
        return found === undefined ? own.position(inside) : found.site.position(inside, offset - found.start)
      },
    },
  }
}

/** Looks at bindings by themselves, so that each mistake in them is said once. False: there was one. */
export function areSound(
  definitions: readonly Section[],
  context: Omit<ExpressionSource, 'text'>,
  report: Compiling['report'],
): boolean {
  const [last] = definitions.slice(-1)
  if (last === undefined) return true
  const before = definitions.slice(0, -1)
  const { text, site } = behindDefinitions(before, last, report)
  // Without others before it, it is in no block yet.
  const shift = before.length === 0 ? 1 : 0
  const shifted: Site = {
    report,
    position: (inside, offset) =>
      site.position(inside, offset === undefined ? undefined : Math.max(0, offset - shift)),
  }
  const whole = shift === 0 ? text : `(${text}\n)`
  return compileExpression({ ...context, text: whole }, shifted, stray) !== undefined
}

const stray = (ast: Parameters<typeof strayStatements>[0], all: string) =>
  strayStatements(ast, all).map((offset) => ({
    offset,
    error: (at: ReturnType<Site['position']>) => feedError('MAP_NO_BINDING', {}, { at }),
  }))
