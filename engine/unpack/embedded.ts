import { type Static, Type } from 'typebox'
import { component, type Site } from '../component.ts'
import { feedError, said } from '../errors/feed-error.ts'
import { cheerioLibrary } from '../flow/cheerio-library.ts'
import { bodyOf, collect } from '../flow/collect.ts'
import { checkCss } from '../flow/css-problem.ts'
import { jmespathLibrary } from '../flow/jmespath-library.ts'
import { jmespathProblem } from '../flow/jmespath-problem.ts'
import { type Regex, regexOf } from '../flow/regex.ts'
import type { Unpacker } from './unpacker.ts'

const Place = (description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 1_000, description }))
const options = Type.Object(
  {
    css: Place('In the element of an HTML page that this CSS selector finds: script#data.'),
    xml: Place('In the element of an XML document that this CSS selector finds: GetResultsResult.'),
    attribute: Type.Optional(
      Type.String({ minLength: 1, description: 'With css or xml: in this attribute of the element.' }),
    ),
    json: Place('In a text of a JSON document, to which this JMESPath leads: upload.'),
    after: Place('Behind the first place that this regular expression matches: "var data = ".'),
    before: Place('Up to the next place that this regular expression matches: ";\\s*$".'),
    encoding: Type.Optional(
      Type.Enum(['utf-8', 'windows-1252'], {
        description: 'The encoding of what it lies in; what comes out is utf-8. Default: utf-8.',
      }),
    ),
  },
  { additionalProperties: false, minProperties: 1 },
)
type Options = Static<typeof options>
/** What is found in a text; UNPACK_EMBEDDED where it is not there exactly once. */
type Step = (text: string) => string

/** A file that lies in a page, a script or the answer of a service; it keeps its origin. */
export const embedded = component({
  type: 'embedded',
  summary: 'What lies inside of a page, a script or another document, such as JSON in an element.',
  options,
  create(given, site): Unpacker {
    const steps = stepsOf(given, site)
    const { encoding = 'utf-8' } = given
    return {
      async *unpack(payload, { inflatedBytes }, signal) {
        const bytes = await collect(payload.body, inflatedBytes, () => {
          throw feedError('UNPACK_TOO_LARGE', { limit: inflatedBytes })
        })
        signal.throwIfAborted()
        const text = steps.reduce((found, step) => step(found), textOf(bytes, encoding))
        if (text.trim() === '') throw missing('what was found there is blank')
        yield { ...payload, body: bodyOf(text) }
      },
    }
  },
})

/** From the outside in: a place in a document, then what stands around it there. */
function stepsOf({ css, xml, json, attribute, after, before }: Options, site: Site): readonly Step[] {
  const places = Object.entries({ css, xml, json }).filter(([, place]) => place !== undefined)
  const unclear = (problem: string, advice: string): void => {
    site.report(feedError('UNPACK_UNCLEAR', { problem, advice }, { at: site.position() }))
  }
  if (places.length > 1)
    unclear(`Both ${places.map(([kind]) => kind).join(' and ')} say where to look`, 'Give one of them')
  if (attribute !== undefined && css === undefined && xml === undefined)
    unclear('Only an element has an attribute', 'Give attribute together with css or xml')
  if (places.length === 0 && after === undefined && before === undefined)
    unclear('Nothing says where to look', 'Give css, xml, json, after or before')
  const steps: Step[] = []
  for (const [kind, selector] of Object.entries({ css, xml })) {
    if (selector === undefined) continue
    checkCss(selector, [kind], site)
    cheerioLibrary.use()
    steps.push((text) => inElement(text, selector, kind === 'xml', attribute))
  }
  if (json !== undefined) {
    const problem = jmespathProblem(json, (offset) => site.position(['json'], offset))
    if (problem !== undefined) site.report(problem)
    jmespathLibrary.use()
    steps.push((text) => inJson(text, json))
  }
  const start = patternAt(after, 'after', site)
  const end = patternAt(before, 'before', site)
  steps.push((text) => between(text, start, end))
  return steps
}

function patternAt(source: string | undefined, key: string, site: Site): Regex | undefined {
  if (source === undefined) return undefined
  const regex = regexOf(source)
  if (!('problem' in regex)) return regex
  const details = { pattern: source, problem: regex.problem }
  site.report(feedError('UNPACK_PATTERN', details, { at: site.position([key]) }))
  return undefined
}

function inElement(text: string, selector: string, isXml: boolean, attribute: string | undefined): string {
  const page = cheerioLibrary.use().load(text, { xml: isXml })
  const found = page(selector)
  if (found.length !== 1) throw missing(`${found.length} elements are "${selector}", where one should be`)
  const value = attribute === undefined ? found.text() : found.attr(attribute)
  if (value === undefined) throw missing(`the element "${selector}" has no attribute "${attribute}"`)
  return value
}

function inJson(text: string, expression: string): string {
  let found: unknown
  try {
    found = jmespathLibrary.use().search(JSON.parse(text), expression)
  } catch (error) {
    throw missing(said(error).slice(0, 200))
  }
  if (typeof found === 'string') return found
  throw missing(`${expression} leads to no text`)
}

function between(text: string, after: Regex | undefined, before: Regex | undefined): string {
  const start = after === undefined ? 0 : after.match(text)?.end
  if (start === undefined) throw missing(`nothing matches ${after?.source}`)
  const end = before === undefined ? text.length : before.match(text, start)?.start
  if (end === undefined) throw missing(`nothing behind it matches ${before?.source}`)
  return text.slice(start, end)
}

function textOf(bytes: Uint8Array, encoding: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (error) {
    throw feedError('UNPACK_EMBEDDED', { problem: `its text is not ${encoding}` }, { cause: error })
  }
}

const missing = (problem: string): Error =>
  feedError('UNPACK_EMBEDDED', { problem: problem.replace(/\.$/, '') })
