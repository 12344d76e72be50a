import * as catalogue from '../../errors/catalogue/table.ts'
import type { Entry } from '../../errors/entry.ts'
import { prose } from './markdown.ts'
import { placeholders } from './placeholder.ts'

/** What the codes of a stage have in common, by the first word of the code. */
const stages: Readonly<Record<string, readonly [title: string, about: string]>> = {
  SPEC: ['Specs', 'Found by `feed validate`, before anything is fetched, at a line and column of the file.'],
  MAP: [
    'Mappings',
    'In the JSONata of a spec: found by `feed validate` at the line and column of the expression, or in a row, which is then rejected. A mapping that rejects rows holds the capture (CHECK_REJECTED).',
  ],
  SOURCE: ['Sources', 'While fetching. The last good figures stay; the next poll tries again.'],
  UNPACK: ['Unpacking', 'The container is not what the spec says. The capture is held as a whole.'],
  DECODE: ['Decoding', 'The bytes are not what the spec says. The capture is held as a whole.'],
  SELECT: ['Selecting', 'The rows are not where the spec says. The capture is held as a whole.'],
  READ: ['Reading', 'The rows are not those that the mapping reads. The capture is held as a whole.'],
  ASSEMBLE: ['Assembling', 'Rows that do not fit together. The capture is held as a whole.'],
  CHECK: [
    'Checks',
    'Doubts about what was read. What a hold covers keeps its last good figures, marked stale, until the doubt is gone or a person releases it (`feed holds`, `feed release`).',
  ],
}

/** The page docs/errors.md: every code of the catalogue. Details that differ from case to case stand in angle brackets. */
export function errorsPage(): string {
  const codes = Object.keys(catalogue).toSorted((one, other) => (one < other ? -1 : 1))
  const byStage = Map.groupBy(codes, (code) => code.slice(0, code.indexOf('_')))
  const known = Object.keys(stages).flatMap((stage) => stageText(stage, byStage.get(stage) ?? []))
  const others = codes.filter((code) => !(code.slice(0, code.indexOf('_')) in stages))
  const intro = [
    '# Errors and doubts',
    'Every problem has a code that never changes its meaning. In a terminal it reads',
    '```text\nfile:line:column CODE message\n  hint\n```',
    'and with `--json` it is an object of `code`, `message`, `hint` and the place. *Passing* means that the same request may succeed later: such a failure is tried again by itself. Below, what differs from case to case stands in angle brackets.',
    'This page is made from `engine/errors/catalogue` by `npm run schemas`.',
  ]
  return `${[...intro, ...known, ...titled('Everything else', 'Commands, the environment, polls and stores.', others)].join('\n\n')}\n`
}

const stageText = (stage: string, codes: readonly string[]): readonly string[] =>
  codes.length === 0 ? [] : titled(stages[stage]?.[0] ?? '', stages[stage]?.[1] ?? '', codes)

const titled = (title: string, about: string, codes: readonly string[]): readonly string[] =>
  codes.length === 0 ? [] : [`## ${title}`, about, ...codes.map(codeText)]

const entries = catalogue as unknown as Readonly<Record<string, Entry<Record<string, unknown>>>>

function codeText(code: string): string {
  const entry = entries[code]
  if (entry === undefined) throw new Error(`the catalogue has no ${code}`)
  const details = entry.example ?? placeholders()
  return [
    `### ${code}`,
    `${entry.retryable ? '*Passing.* ' : ''}${entry.example === undefined ? '' : 'For example: '}${prose(entry.message(details))}`,
    `**What to do:** ${prose(entry.hint(details))}`,
  ].join('\n\n')
}
