import type { YAMLError } from 'yaml'
import { type FeedError, feedError } from '../errors/feed-error.ts'
import type { Position } from '../model/position.ts'

type Words = readonly [problem: string, remedy: string]

const indentation: Words = [
  'The indentation does not fit',
  'Keys of one level begin in one column, and all lines of a block (|) deeper than its key.',
]

/** By the code of the YAML library: what is wrong in plain words, and what to do. */
const words: Readonly<Partial<Record<YAMLError['code'], Words>>> = {
  TAB_AS_INDENT: ['A tab stands where the indentation is', 'Indent by spaces, never by tabs.'],
  BLOCK_AS_IMPLICIT_KEY: [
    'A second ": " on one line begins a value inside a value',
    'Put a text that contains ": " in quotes; put keys inside a value on lines of their own.',
  ],
  BAD_INDENT: indentation,
  BAD_SCALAR_START: ['A text can not begin with this sign', 'Put the text in quotes.'],
  BAD_DQ_ESCAPE: [
    'This backslash begins no escape',
    "Inside double quotes a backslash itself is written \\\\; inside single quotes '\\d' is as it is.",
  ],
  MULTILINE_IMPLICIT_KEY: [
    'A key goes over several lines',
    'A colon is missing behind the key, or the line before is not indented as a part of its text.',
  ],
  BLOCK_IN_FLOW: [
    'Inside { … } and [ … ] everything is separated by commas',
    'Use commas, or write keys on lines of their own instead of the brackets.',
  ],
}

const general = 'Look for a bracket, quote, colon or comma that is missing here or on the line before.'

/** What is no YAML, in words for people who write specs. */
export function yamlFault({ code, message }: YAMLError, at: Position): FeedError {
  if (code === 'MULTIPLE_DOCS')
    return feedError('SPEC_YAML_FEATURE', { what: 'a second document (---)' }, { at })
  const [, bracket] = /must be sufficiently indented and end with a (.)$/.exec(sentence(message)) ?? []
  if (bracket !== undefined) {
    const problem = `A bracket that was opened is not closed by ${bracket}`
    return feedError('SPEC_SYNTAX', { problem, remedy: general }, { at })
  }
  const [problem, remedy] = words[code] ?? [sentence(message), general]
  return feedError('SPEC_SYNTAX', { problem, remedy }, { at })
}

const sentence = (message: string): string => (message.split('\n')[0] ?? message).trim().replace(/[.:]$/, '')
