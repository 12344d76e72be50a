import { type FeedError, feedError, said } from '../errors/feed-error.ts'
import type { Position } from '../model/position.ts'
import { isBundled, library } from './library.ts'

const cssSelect = library(() => import('css-select'))
if (!isBundled) await cssSelect.load()

type Path = readonly (string | number)[]
/** Where it stands in a spec. */
interface Site {
  position(path: Path): Position | undefined
  report(error: FeedError): void
}

/** Reports a selector that is none; the library that will run it is asked, and what it is too kind to say is added. */
export function checkCss(text: string, path: Path, site: Site): void {
  if (isBundled) return
  const problem = refusal(text) ?? unfinished(text)
  if (problem === undefined) return
  const remedy =
    'Write it like "table.results tr" or "td:nth-child(2)". A page has no other rows than its elements.'
  site.report(
    feedError('SELECT_SYNTAX', { language: 'CSS selector', problem, remedy }, { at: site.position(path) }),
  )
}

function refusal(text: string): string | undefined {
  try {
    cssSelect.use().compile(text)
    return undefined
  } catch (error) {
    return said(error).replace(/\.$/, '')
  }
}

/** Texts that may hold any sign: escapes, quotes, attributes, and what an element is to contain. */
const anything =
  /\\.|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\[(?:"[^"]*"|'[^']*'|[^\]"'])*\]|(?<=:i?contains)\([^)]*\)/gs

/** `table..x` would look for a class called ".x", and `td >` for anything. */
function unfinished(text: string): string | undefined {
  const signs = text.replaceAll(anything, 'x').trim()
  const [, mark] = /([.#])(?![\w\u0080-\uFFFF-])/.exec(signs) ?? []
  if (mark !== undefined) return `There is no name behind "${mark}"`
  if (signs === '') return 'It selects nothing'
  const [, combinator] = /([>+~])\s*(?:$|[,)])/.exec(signs) ?? []
  return combinator === undefined ? undefined : `Nothing stands behind "${combinator}"`
}
