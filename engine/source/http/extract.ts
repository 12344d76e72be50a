import type { Path, Site } from '../../component.ts'
import { feedError, said } from '../../errors/feed-error.ts'
import { cheerioLibrary } from '../../flow/cheerio-library.ts'
import { checkCss } from '../../flow/css-problem.ts'
import { jmespathLibrary } from '../../flow/jmespath-library.ts'
import { jmespathProblem } from '../../flow/jmespath-problem.ts'
import type { Regex } from '../../flow/regex.ts'
import type { Json } from '../../model/json.ts'
import { headerOf } from '../http-request.ts'
import { type Answer, answerJson, answerText } from './answer.ts'
import type { ExtractGiven } from './extract-options.ts'
import { lacksKey } from './lacks-key.ts'
import { patternAt } from './pattern.ts'

/** Finds one thing in an answer. */
export interface Extractor {
  /** For people: `json meta.next`. */
  readonly where: string
  /** Does it look at the headers, which the archive does not have? */
  readonly inHeaders: boolean
  /** Undefined or null: it is not there. Of several elements the first. */
  find(answer: Answer): Json | undefined
  /** Of JSON: is a key of its path not there at all? A layout may have changed; null says that there is nothing. */
  readonly isLacking?: (answer: Answer) => boolean
  /** All of them, in order: every match of a text, every element, every entry of a list of JSON. Undefined: there is no list. */
  findAll(answer: Answer): readonly (Json | undefined)[] | undefined
}

/** What a spec gives as the place of something. Undefined: a problem was reported. */
export function extractorAt(given: ExtractGiven, site: Site, path: Path): Extractor | undefined {
  const kinds = (['text', 'json', 'css', 'xml', 'header'] as const).filter(
    (kind) => given[kind] !== undefined,
  )
  const [kind] = kinds
  const wrong = (problem: string, advice: string): undefined => {
    const at = site.position(path)
    site.report(feedError('SOURCE_REQUEST_UNCLEAR', { problem, advice }, { at }))
  }
  if (kind === undefined || kinds.length > 1) {
    const problem =
      kind === undefined ? 'Nothing says where to look' : `Both ${kinds.join(' and ')} say where to look`
    return wrong(problem, 'Give one of text, json, css, xml and header')
  }
  if (given.attribute !== undefined && kind !== 'css' && kind !== 'xml')
    return wrong('Only an element has an attribute', 'Give attribute together with css or xml')
  const expression = given[kind] ?? ''
  return made[kind](expression, given.attribute, site, [...path, kind])
}

type Make = (
  expression: string,
  attribute: string | undefined,
  site: Site,
  path: Path,
) => Extractor | undefined
const made: Readonly<Record<'text' | 'json' | 'css' | 'xml' | 'header', Make>> = {
  text(expression, _, site, path) {
    const pattern = patternAt(expression, site, path)
    if (pattern === undefined) return undefined
    const where = `text ${expression}`
    return {
      where,
      inHeaders: false,
      find(answer) {
        const text = answerText(answer).trim()
        const found = pattern.match(text)
        return found && (found.groups['value'] ?? text.slice(found.start, found.end))
      },
      findAll: (answer) => allIn(answerText(answer).trim(), pattern),
    }
  },
  json(expression, _, site, path) {
    const problem = jmespathProblem(expression, (offset) => site.position(path, offset))
    if (problem !== undefined) site.report(problem)
    jmespathLibrary.use()
    return {
      where: `json ${expression}`,
      inHeaders: false,
      find: (answer) => searched(answerJson(answer), expression, answer.origin),
      isLacking: (answer) => lacksKey(answerJson(answer), expression),
      findAll(answer) {
        const found = searched(answerJson(answer), expression, answer.origin)
        return Array.isArray(found) ? (found as readonly Json[]) : undefined
      },
    }
  },
  css: (expression, attribute, site, path) => inMarkup('css', expression, attribute, site, path),
  xml: (expression, attribute, site, path) => inMarkup('xml', expression, attribute, site, path),
  header: (name) => ({
    where: `header ${name}`,
    inHeaders: true,
    find: ({ headers }) => headerOf(headers, name.toLowerCase()),
    findAll: () => undefined,
  }),
}

function allIn(text: string, pattern: Regex): readonly string[] {
  const all: string[] = []
  for (let found = pattern.match(text); found !== undefined; ) {
    all.push(found.groups['value'] ?? text.slice(found.start, found.end))
    const next = found.end > found.start ? found.end : found.end + 1
    found = next > text.length ? undefined : pattern.match(text, next)
  }
  return all
}

function searched(root: Json, expression: string, origin: string): Json {
  try {
    return jmespathLibrary.use().search(root, expression) as Json
  } catch (error) {
    const problem = said(error).replace(/^TypeError: |\.$/g, '')
    const expected = `answer to ${expression}`
    throw feedError('SOURCE_ANSWER_UNREADABLE', { origin, expected, problem }, { place: '$', cause: error })
  }
}

function inMarkup(
  kind: 'css' | 'xml',
  expression: string,
  attribute: string | undefined,
  site: Site,
  path: Path,
): Extractor {
  checkCss(expression, path, site)
  const { load } = cheerioLibrary.use()
  const elements = (answer: Answer) => {
    const page = load(answerText(answer), { xml: kind === 'xml' })
    return page(expression)
      .toArray()
      .map((element) => page(element))
  }
  const valueOf = (element: ReturnType<typeof elements>[number]): string | undefined =>
    attribute === undefined ? element.text().replace(/\s+/g, ' ').trim() : element.attr(attribute)
  return {
    where: `${kind} ${expression}${attribute === undefined ? '' : `, attribute ${attribute}`}`,
    inHeaders: false,
    find(answer) {
      const [first] = elements(answer)
      return first && valueOf(first)
    },
    findAll: (answer) => elements(answer).map(valueOf),
  }
}
