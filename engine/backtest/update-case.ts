import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { posix } from 'node:path'
import { type Document, isMap, isSeq, parseDocument, type YAMLSeq } from 'yaml'
import { slug } from '../flow/slug.ts'
import type { Judged } from '../poll/process-capture.ts'
import type { Case } from './case.ts'
import { changesOf } from './changes-of.ts'
import { casesPath } from './read-cases.ts'
import { resultLines } from './result-lines.ts'

/**
 * Writes what came of a case as what is expected of it: its `expect`, and its file of results where it has one, or has no
 * `expect` yet. Comments and all other cases stay as they are. Answers with the files it wrote.
 */
export function updateCase(folder: string, one: Case, judged: Judged): readonly string[] {
  const path = casesPath(folder)
  const document = parseDocument(readFileSync(path, 'utf8'), { schema: 'core' })
  const at = (...keys: readonly string[]) => [one.index, 'expect', ...keys]
  const set = (keys: readonly unknown[], value: number | string) => {
    if (document.getIn(keys) !== value) document.setIn(keys, value)
  }
  const { rows, rejected, changes, holds, results } = judged
  set(at('rows'), rows)
  set(at('rejected'), rejected)
  if (!isMap(document.getIn(at('changes')))) {
    document.setIn(at('changes'), document.createNode(changesOf(changes), { flow: true }))
  } else for (const [kind, count] of Object.entries(changesOf(changes))) set(at('changes', kind), count)
  document.setIn(at('holds'), holdsNode(document, document.getIn(at('holds')), holds))
  const written = [path]
  if (one.expect === undefined && results.length > 0) set(at('results'), `expected/${slug(one.case)}.ndjson`)
  const file = document.getIn(at('results'))
  if (typeof file === 'string') {
    const target = posix.join(folder, file)
    mkdirSync(posix.dirname(target), { recursive: true })
    writeFileSync(target, resultLines(results))
    written.push(target)
  }
  writeFileSync(path, document.toString({ lineWidth: 0 }))
  return written
}

/** The holds as they are now; one that was expected before keeps its line, comment included. */
function holdsNode(document: Document, before: unknown, holds: Judged['holds']): YAMLSeq {
  const left = isSeq(before) ? before.items.filter(isMap) : []
  const items = holds.map(({ code, group, results }) => {
    const index = left.findIndex(
      (item) => item.get('code') === code && (!item.has('group') || item.get('group') === group),
    )
    const [found] = index === -1 ? [] : left.splice(index, 1)
    if (found === undefined) return document.createNode({ code, group, results }, { flow: true })
    if (found.has('results') && found.get('results') !== results) found.set('results', results)
    return found
  })
  const node = isSeq(before) ? before : (document.createNode([]) as YAMLSeq)
  node.items = items
  node.flow = items.length === 0
  return node
}
