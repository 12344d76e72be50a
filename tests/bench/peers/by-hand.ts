import { createReadStream } from 'node:fs'
import { columns } from '../data/precinct-file.ts'
import { countLineOf } from '../mapping/by-hand.ts'

/** What somebody would script: the file in pieces, split, mapped, made JSON; no quotes, no checks. Characters that it made. */
export async function scripted(file: string): Promise<number> {
  let made = 0
  let rest = ''
  let isFirst = true
  const take = (line: string): void => {
    const cells = line.split('\t')
    const row: Record<string, string> = {}
    for (let at = 0; at < columns.length; at += 1) row[columns[at] as string] = cells[at] as string
    made += JSON.stringify(countLineOf(row)).length
  }
  for await (const piece of createReadStream(file, { encoding: 'utf8', highWaterMark: 262_144 })) {
    const lines = (rest + (piece as string)).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      if (isFirst) isFirst = false
      else take(line)
    }
  }
  if (rest !== '') take(rest)
  return made
}
