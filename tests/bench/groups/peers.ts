import { referenceRows } from '../data/precinct-file.ts'
import { divided, type Found } from '../figures.ts'
import { inChild } from '../in-child.ts'

/**
 * Decode and map of the reference file: the engine beside a script written by hand and DuckDB in one thread, in turns in one
 * process on one core.
 */
export async function* peers({ smoke }: { readonly smoke: boolean }): AsyncIterable<Found> {
  const rows = smoke ? 500 : referenceRows
  const [said] = await inChild('peers.ts', [String(rows), smoke ? '1' : '5'])
  const { times, duckdb } = said as {
    readonly times: Readonly<Record<string, readonly number[]>>
    readonly duckdb: { readonly missing: string } | { readonly version: string }
  }
  yield {
    remark:
      'missing' in duckdb
        ? `DuckDB could not be loaded: ${duckdb.missing}`
        : `DuckDB ${duckdb.version}, one thread, in the same process.`,
  }
  const aside = (name: string) => (name.startsWith('engine') ? {} : ({ isAside: true } as const))
  for (const [name, milliseconds] of Object.entries(times)) {
    yield { figure: { name, unit: 'ms', better: 'less', rounds: milliseconds, ...aside(name) } }
    const rate = milliseconds.map((ms) => (rows / ms) * 1_000)
    yield { figure: { name: `${name}: rows`, unit: '1/s', better: 'more', rounds: rate, ...aside(name) } }
  }
  const script = times['by hand, to JSON'] ?? []
  for (const [name, goal] of [
    // The script makes JSON: without it the engine has less to do.
    ['engine, to count lines', undefined],
    ['engine, to JSON', { atMost: 1 }],
    ['DuckDB, to a table', undefined],
    ['DuckDB, to JSON', undefined],
  ] as const) {
    const measured = times[name]
    if (measured === undefined) continue
    const rounds = divided(measured, script)
    yield {
      ratio: { name: `${name} / by hand`, better: 'less', rounds, ...(goal && { goal }), ...aside(name) },
    }
  }
}
