import type { FeedError } from './feed-error.ts'

/** `feed.yaml:6:3 CODE message`, and the hint on a line of its own; or the place in the raw bytes where there is one. */
export const renderText = (error: FeedError): string => textOf(error, '')
/** The same of what fails nothing: `feed.yaml:6:3 note CODE message`. */
export const renderNote = (error: FeedError): string => textOf(error, 'note ')

function textOf({ at, place, code, message, hint }: FeedError, kind: string): string {
  const where = at === undefined ? place : `${at.file}:${at.line}:${at.column}`
  return `${where === undefined ? '' : `${where} `}${kind}${code} ${message}\n  ${hint}`
}

/** The same as data, for machines. */
export interface RenderedError {
  readonly code: string
  readonly message: string
  readonly hint: string
  readonly file?: string
  readonly line?: number
  readonly column?: number
  readonly place?: string
}
export function renderJson({ at, place, code, message, hint }: FeedError): RenderedError {
  return { code, message, hint, ...at, ...(place === undefined ? {} : { place }) }
}

/** An annotation in the workflow commands of GitHub Actions: shown at the line in the pull request. */
export const renderGithub = (error: FeedError): string => annotation(error, 'error')
/** The same of what fails nothing. */
export const renderGithubNote = (error: FeedError): string => annotation(error, 'notice')

function annotation({ at, code, message, hint }: FeedError, level: string): string {
  const properties =
    at === undefined ? '' : ` file=${property(at.file)},line=${at.line},col=${at.column},title=${code}`
  return `::${level}${properties}::${escaped(`${at === undefined ? `${code} ` : ''}${message}\n${hint}`)}`
}

const escaped = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
const property = (text: string): string => escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
