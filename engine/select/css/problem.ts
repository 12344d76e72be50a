import { compile } from 'css-select'
import type { Path, Site } from '../../component.ts'
import { feedError, said } from '../../errors/feed-error.ts'

/** Reports a selector that is none; the library that will run it is asked. */
export function checkCss(text: string, path: Path, site: Site): void {
  try {
    compile(text)
  } catch (error) {
    const problem = said(error).replace(/\.$/, '')
    const remedy =
      'Write it like "table.results tr" or "td:nth-child(2)". A page has no other rows than its elements.'
    site.report(
      feedError('SELECT_SYNTAX', { language: 'CSS selector', problem, remedy }, { at: site.position(path) }),
    )
  }
}
