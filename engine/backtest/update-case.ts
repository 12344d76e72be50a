import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { posix } from 'node:path'
import { Document, isMap, isSeq, parseDocument, YAMLMap, YAMLSeq } from 'yaml'
import { slug } from '../flow/slug.ts'
import { writingTo } from '../flow/writing-to.ts'
import type { Judged } from '../poll/process-capture.ts'
import type { Case } from './case.ts'
import { changesOf } from './changes-of.ts'
import { casesPath } from './read-cases.ts'
import { resultLines } from './result-lines.ts'

/**
 * Writes what came of a case as what is expected of it: its `expect`, and its file of results where it has one, or has
 * no `expect` yet. Its comments stay, and every other case to the letter. Answers with the files it wrote.
 */
export function updateCase(folder: string, one: Case, judged: Judged): readonly string[] {
  const path = casesPath(folder)
  const text = readFileSync(path, 'utf8')
  const item = parseDocument(text, { schema: 'core' }).get(one.index)
  if (!isMap(item) || item.range == null) throw new Error(`${path} has changed meanwhile`)
  // What is replaced is the smallest piece that there is: the rest of the file stays as it was formatted.
  const before = item.get('expect')
  const piece = isMap(before) ? before : item
  const [begin, end] = piece.range ?? item.range
  if (!isMap(before)) item.set('expect', new YAMLMap())
  expecting(item.get('expect') as YAMLMap, judged)
  if (one.expect === undefined && judged.results.length > 0) {
    item.setIn(['expect', 'results'], `expected/${slug(one.case)}.ndjson`)
  }
  const column = begin - (text.lastIndexOf('\n', begin - 1) + 1)
  const written = [path]
  const file = item.getIn(['expect', 'results'])
  if (typeof file === 'string') {
    const target = posix.join(folder, file)
    writingTo(folder, () => {
      mkdirSync(posix.dirname(target), { recursive: true })
      writeFileSync(target, resultLines(judged.results))
    })
    written.push(target)
  }
  const whole = `${text.slice(0, begin)}${rendered(piece, column)}${text.slice(end)}`
  writingTo(folder, () => writeFileSync(path, whole))
  return written
}

function expecting(expect: YAMLMap, { rows, rejected, changes, holds }: Judged): void {
  set(expect, 'rows', rows)
  set(expect, 'rejected', rejected)
  const kinds = expect.get('changes')
  const counted = isMap(kinds) ? kinds : new YAMLMap()
  if (counted !== kinds) {
    counted.flow = true
    expect.set('changes', counted)
  }
  for (const [kind, count] of Object.entries(changesOf(changes))) set(counted, kind, count)
  const before = expect.get('holds')
  const list = isSeq(before) ? before : new YAMLSeq()
  if (list !== before) expect.set('holds', list)
  list.items = holdNodes(list, holds)
  if (holds.length === 0) list.flow = true
  else if (list.items.some((item) => isMap(item) && item.flow !== true)) list.flow = false
}

/** A value that is right already keeps its comment and its spelling. */
function set(map: YAMLMap, key: string, value: number): void {
  if (map.get(key) !== value) map.set(key, value)
}

/** The holds as they are now; one that was expected before keeps its lines. */
function holdNodes({ items }: YAMLSeq, holds: Judged['holds']): YAMLMap[] {
  const left = items.filter(isMap)
  return holds.map(({ code, group, results }) => {
    const index = left.findIndex(
      (item) => item.get('code') === code && (!item.has('group') || item.get('group') === group),
    )
    const [found] = index === -1 ? [] : left.splice(index, 1)
    if (found !== undefined) {
      if (found.has('results')) set(found, 'results', results)
      return found
    }
    const made = new YAMLMap()
    for (const [key, value] of Object.entries({ code, group, results })) made.set(key, value)
    return made
  })
}

/** The text of a map that begins at a column. Comments before and after it are not its own. */
function rendered(map: YAMLMap, column: number): string {
  map.commentBefore = null
  map.comment = null
  const alone = new Document()
  alone.contents = map
  const text = alone.toString({ lineWidth: 0 })
  const lines = (map.flow === true ? text.trimEnd() : text).split('\n')
  return lines
    .map((line, index) => (index === 0 || line === '' ? line : ' '.repeat(column) + line))
    .join('\n')
}
