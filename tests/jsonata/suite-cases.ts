import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** The official suite of JSONata; data only, laid beside the project. */
const folder = '../shared/jsonata-test-suite'

/** One case of the official suite. */
export interface SuiteCase {
  /** `group/case007` or, of several in one file, `group/case007 #2`. */
  readonly name: string
  readonly expression: string
  /** A copy for each run: the library may write into it. */
  readonly data: () => unknown
  readonly bindings: Readonly<Record<string, unknown>>
  readonly expects: Expected
  /** Milliseconds, and levels of evaluation. */
  readonly bounds: { readonly timeout?: number; readonly stack?: number }
}
export interface Expected {
  readonly kind: 'result' | 'nothing' | 'error'
  readonly result?: unknown
  /** Any order of the list will do. */
  readonly unordered?: boolean
  readonly code?: string
  readonly token?: string
  readonly message?: string
}

interface Written {
  readonly expr?: string
  readonly 'expr-file'?: string
  readonly dataset?: string | null
  readonly data?: unknown
  readonly bindings?: Readonly<Record<string, unknown>>
  readonly result?: unknown
  readonly undefinedResult?: boolean
  readonly unordered?: boolean
  readonly code?: string
  readonly token?: string
  readonly error?: { readonly code: string; readonly token?: string; readonly message?: string }
  readonly timelimit?: number
  readonly depth?: number
}

/** All cases; undefined where the suite is not there. */
export function suiteCases(): readonly SuiteCase[] | undefined {
  if (!existsSync(join(folder, 'groups'))) return undefined
  const files = globSync(join(folder, 'groups/*/*.json')).toSorted()
  return files.flatMap((file) => {
    const read = JSON.parse(readFileSync(file, 'utf8')) as Written | readonly Written[]
    const stem = `${basename(dirname(file))}/${basename(file, '.json')}`
    if (!Array.isArray(read)) return [caseOf(read as Written, file, stem)]
    return (read as readonly Written[]).map((one, index) => caseOf(one, file, `${stem} #${index + 1}`))
  })
}

function caseOf(written: Written, file: string, name: string): SuiteCase {
  const { timelimit, depth, bindings = {} } = written
  const expression = written.expr ?? readFileSync(join(dirname(file), written['expr-file'] ?? ''), 'utf8')
  return {
    name,
    expression,
    data: () => dataOf(written),
    bindings,
    expects: expectedOf(written),
    bounds: {
      ...(timelimit === undefined ? {} : { timeout: timelimit }),
      ...(depth === undefined ? {} : { stack: depth }),
    },
  }
}

function dataOf({ data, dataset }: Written): unknown {
  if (typeof dataset !== 'string') return structuredClone(data)
  return JSON.parse(readFileSync(join(folder, 'datasets', `${dataset}.json`), 'utf8'))
}

/** The suite calls a bound that was passed U1001, whichever it was. */
function expectedOf({ result, undefinedResult, unordered, code, token, error }: Written): Expected {
  if (error !== undefined) return { kind: 'error', ...error }
  if (code !== undefined) return { kind: 'error', code, ...(token === undefined ? {} : { token }) }
  if (undefinedResult === true) return { kind: 'nothing' }
  return { kind: 'result', result, ...(unordered === undefined ? {} : { unordered }) }
}
