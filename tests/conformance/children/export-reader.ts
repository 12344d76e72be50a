import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { ExportIndex } from '../../../engine/process/export/write-index.ts'

/** Reads exports again and again, as who fetches them does, until it is asked to end; then says what it found wrong. */
const [folder = '', election = ''] = process.argv.slice(2)
const read = (path: string): Promise<string> => readFile(join(folder, path), 'utf8')
const wrong: string[] = []
const states = new Set<number>()
const ending = new AbortController()
process.on('SIGTERM', () => ending.abort())

let revision = 0
while (!ending.signal.aborted) {
  const text = await read(`${election}/index.json`).catch(() => undefined)
  if (text === undefined) {
    await setTimeout(5)
    continue
  }
  const index = JSON.parse(text) as ExportIndex
  if (states.size === 0) process.stdout.write('reading\n')
  if (index.revision < revision) wrong.push(`the index went back from ${revision} to ${index.revision}`)
  revision = index.revision
  states.add(revision)
  const votes = new Set<unknown>()
  for (const { files } of [...index.contests, ...index.whole])
    for (const { body, path, sha256, format } of files) {
      const bytes = await readFile(join(folder, body))
      if (createHash('sha256').update(bytes).digest('hex') !== sha256)
        wrong.push(`${body} is not what the index says`)
      const named = await readFile(join(folder, path))
      if (format === 'compact-json') {
        votes.add((JSON.parse(bytes.toString()) as { units: { votes: number[] }[] }).units[0]?.votes[0])
        JSON.parse(named.toString())
      }
      if (format === 'nist-xml' && !named.toString().endsWith('</ElectionReport>\n'))
        wrong.push(`${path} is cut off`)
    }
  if (votes.size > 1) wrong.push(`contests of two moments: ${[...votes].join(', ')}`)
}
process.stdout.write(`${JSON.stringify({ states: states.size, wrong: wrong.slice(0, 5) })}\n`)
