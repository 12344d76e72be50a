import type { Report } from '../../rehearse/report.ts'
import type { Output } from '../output.ts'
import { shellWord } from '../shell-word.ts'

export interface Typed {
  /** The file that tells other commands of the stores of the night. */
  readonly settings: string
  /** The command by which the night goes on. */
  readonly again: string
  /** The homes of this environment are elsewhere: commands must say that those of the night are here. */
  readonly embedded: boolean
}

/** What a newcomer may type now, each as it works from here. */
export function sayNext({ holds, totals }: Report, { settings, again, embedded }: Typed, out: Output): void {
  const ask = (words: string) =>
    `CANVASS_ENV_FILE=${shellWord(settings)} npx feed ${words}${embedded ? ' --home embedded' : ''}`
  const say = (what: string, ...commands: readonly string[]) => {
    out.next(what)
    for (const command of commands) out.line(`    ${command}`)
  }
  const standing = holds.find(({ until }) => until === null)
  const figure = standing?.held[0] === undefined ? figureOfTotals(totals) : figureOf(standing.held[0])
  out.line(out.style('bold', 'Look around in what the night left behind'))
  say('All results:', ask('results'))
  if (figure !== undefined) say('From a figure to its bytes:', ask(`why ${shellWord(figure)}`))
  if (standing === undefined) return
  say('What is held, figure by figure:', ask('holds'))
  // Of what can not be read there is nothing to release; "feed holds" says what ends it.
  const doubt = holds.find(({ until, code }) => until === null && /^(CHECK|OPERATOR)_/.test(code))
  if (doubt === undefined) return
  say(
    'Release it, and let the night go on for a minute:',
    ask(`release ${doubt.hold} --who "your name" --why "the office confirmed it"`),
    again,
  )
}

const figureOf = ({ key, before }: Report['holds'][number]['held'][number]): string =>
  `${key.replace('|', '/')}/${Object.keys(before ?? {})[0] ?? ''}`

function figureOfTotals(totals: Report['totals']): string | undefined {
  const record = totals[0]?.record
  const selection = record?.selections[0]
  return record && selection && `${record.contest.id}/${record.unit.id}/${selection.id}`
}
