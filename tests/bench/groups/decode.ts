import type { Found } from '../figures.ts'
import { measuredFormats } from '../formats.ts'

/** Every decoder over a large file, each in processes of its own: rows and bytes in a second, and memory. */
export async function* decode({ smoke }: { readonly smoke: boolean }): AsyncIterable<Found> {
  for (const { format, lines } of measuredFormats(smoke ? { rows: 600, rounds: 1 } : { rounds: 5 })) {
    const figure = (
      name: string,
      unit: '1/s' | 'MB/s' | 'MB',
      of: (line: (typeof lines)[number]) => number,
    ): Found => ({
      figure: {
        name: `${format}: ${name}`,
        unit,
        better: unit === 'MB' ? 'less' : 'more',
        rounds: lines.map(of),
      },
    })
    yield figure('rows', '1/s', ({ rows, seconds }) => rows / seconds)
    yield figure('bytes', 'MB/s', ({ megabytes, seconds }) => megabytes / seconds)
    yield figure('memory held beyond the engine', 'MB', ({ peak }) => peak)
  }
}
