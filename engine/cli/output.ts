import type { styleText } from 'node:util'
import { canonicalJson } from '../flow/canonical-json.ts'
import { type Column, tableLines } from './text-table.ts'

export type Style = Parameters<typeof styleText>[0]

/** Where a command line speaks: the streams of a process, or a test. */
export interface Terminal {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  /** Progress may be drawn on stderr, and is wiped away. */
  readonly live: boolean
  /** Columns of stdout; undefined where it is no terminal, and nothing is cut. */
  readonly width: number | undefined
  /** The text in a style where the reader sees colours, else as it is. */
  readonly style: (style: Style, text: string) => string
  /** Asks a person. Undefined: there is nobody to ask. */
  readonly ask: (question: string, signal: AbortSignal) => Promise<string | undefined>
}

/** What a command says. With --json only `data` is printed; without it everything else. */
export interface Output {
  readonly json: boolean
  readonly width: number | undefined
  line(text?: string): void
  table(columns: readonly Column[], rows: readonly (readonly string[])[]): void
  /** The last line: what to do next. */
  next(text: string): void
  /** One JSON document on one line; a command that goes on (`run`) may print many. */
  data(value: unknown): void
  /** Text as it is, for machines that want another format than JSON. Printed always. */
  raw(text: string): void
  /** What must be known beside `raw`, and is no part of it: on stderr; with --json left out. */
  aside(text: string): void
  /** What is being done, on a terminal only; gone with the next word said. */
  progress(text: string): void
  style(style: Style, text: string): string
  /** A question to a person; undefined where nobody is there, and with --json. */
  ask(question: string, signal: AbortSignal): Promise<string | undefined>
}

const wipe = '\r\u001B[2K'
/** Progress is drawn no more often: nobody reads faster. */
const paceMilliseconds = 100

/**
 * What a command says on a terminal; as JSON where machines asked for it. `typed` makes the commands that people are told
 * those that work here.
 */
export function outputOf(terminal: Terminal, json: boolean, typed: (text: string) => string): Output {
  let drawn = false
  let drawnAt = Number.NEGATIVE_INFINITY
  const say = (text: string) => {
    if (drawn) terminal.stderr(wipe)
    drawn = false
    terminal.stdout(text)
  }
  const human = (text: string) => {
    if (!json) say(text)
  }
  return {
    json,
    width: terminal.width,
    line: (text = '') => human(`${typed(text)}\n`),
    table: (columns, rows) => {
      const lines = tableLines(columns, rows, terminal.width)
      const [head = '', ...body] = lines
      human([terminal.style('bold', head), ...body, ''].join('\n'))
    },
    next: (text) => human(`${terminal.style('dim', '→')} ${typed(text)}\n`),
    data: (value) => {
      if (json) say(`${canonicalJson(value)}\n`)
    },
    raw: say,
    aside: (text) => {
      if (!json) terminal.stderr(`${typed(text)}\n`)
    },
    progress: (text) => {
      if (json || !terminal.live) return
      if (text !== '' && performance.now() - drawnAt < paceMilliseconds) return
      drawn = text !== ''
      drawnAt = performance.now()
      terminal.stderr(`${wipe}${text.slice(0, (terminal.width ?? 80) - 1)}`)
    },
    style: terminal.style,
    ask: async (question, signal) => (json ? undefined : terminal.ask(question, signal)),
  }
}
