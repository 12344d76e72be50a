import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { files, readResults } from '../results-file.ts'
import { barsSvg } from './bars-svg.ts'
import { charts } from './charts.ts'
import { performancePage } from './page.ts'

const page = 'docs/performance.md'

/** What docs/performance.md and its pictures are by what was recorded: path and text. */
export function performanceFiles(): readonly { readonly path: string; readonly text: string }[] {
  const results = existsSync(files.recorded) ? readResults(files.recorded) : {}
  const pictures = Object.entries(charts).flatMap(([name, chart]) => {
    const bars = chart(results)
    return bars === undefined ? [] : [{ path: `docs/performance/${name}.svg`, text: barsSvg(bars) }]
  })
  return [{ path: page, text: performancePage(readFileSync(page, 'utf8'), results) }, ...pictures]
}

/** Writes them. The paths of what was not so already. */
export function writePlots(): readonly string[] {
  return performanceFiles().flatMap(({ path, text }) => {
    if (existsSync(path) && readFileSync(path, 'utf8') === text) return []
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
    return [path]
  })
}
