import type { FileInfo } from 'basic-ftp'
import { feedError } from '../errors/feed-error.ts'
import { epochMilliseconds } from '../time/instant.ts'
import { checkedName } from './file-server.ts'

/** One line of a listing. What it does not tell is undefined. */
export interface ListedEntry {
  readonly name: string
  readonly kind: 'file' | 'link' | 'other'
  readonly size: number | undefined
  /** Seconds since 1970. */
  readonly modified: number | undefined
}

// oxlint-disable-next-line no-control-regex -- they are what is looked for
const control = /[\0-\x1f\x7f]/

/** The lines of a listing; one that can not be what a server lists is SOURCE_NAME_REFUSED. */
export function listingLines(text: string, origin: string): readonly string[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  const bad = lines.find((line) => control.test(line))
  if (bad !== undefined) throw refused(bad, origin, 'it has control characters')
  return lines
}

/** A line of MLSD, RFC 3659 §7.2: `type=file;size=12;modify=20240101120000; results.csv`. Undefined: no file or link. */
export function machineEntry(line: string, origin: string): ListedEntry | undefined {
  const [, facts, name] = /^((?:[^=;\s]+=[^;]*;)*) (.+)$/.exec(line) ?? []
  if (facts === undefined || name === undefined) throw refused(line, origin, 'it can not be read')
  const fact = new Map(
    facts.split(';').map((text) => {
      const [key = '', value = ''] = text.split(/=(.*)/s)
      return [key.toLowerCase(), value]
    }),
  )
  const type = fact.get('type')?.toLowerCase() ?? ''
  // The directory itself and the one above may go by any name, also by a path.
  if (type === 'cdir' || type === 'pdir') return undefined
  checkedName(name, origin)
  if (type === 'dir') return undefined
  const kind = type === 'file' ? 'file' : /slink|symlink/.test(type) ? 'link' : 'other'
  return { name, kind, size: whole(fact.get('size')), modified: secondOf(fact.get('modify')) }
}

/** A line of LIST, which every server writes as it likes, as the library reads it. Its times are not precise. */
export function humanEntry(
  line: string,
  parse: (text: string) => FileInfo[],
  origin: string,
): ListedEntry | undefined {
  if (/^total\b/i.test(line)) return undefined
  let info: FileInfo | undefined
  try {
    info = parse(line)[0]
  } catch {
    throw refused(line, origin, 'it can not be read')
  }
  // The library leaves out the directory itself and the one above.
  if (info === undefined) {
    if (/\s\.\.?$/.test(line)) return undefined
    throw refused(line, origin, 'it can not be read')
  }
  checkedName(info.name, origin)
  const kind = info.isSymbolicLink ? 'link' : info.isFile ? 'file' : 'other'
  return { name: info.name, kind, size: info.size, modified: undefined }
}

const refused = (line: string, origin: string, problem: string): Error =>
  feedError('SOURCE_NAME_REFUSED', { origin, name: JSON.stringify(line.slice(0, 80)), problem })

const whole = (digits: string | undefined): number | undefined =>
  digits !== undefined && /^\d{1,15}$/.test(digits) ? Number(digits) : undefined

/** RFC 3659 §2.3: always UTC. Fractions are left out, since not every answer of a server has them. */
export function secondOf(text: string | undefined): number | undefined {
  const [, date, time] = /^(\d{8})(\d{6})(?:\.\d+)?$/.exec(text ?? '') ?? []
  if (date === undefined || time === undefined) return undefined
  const iso = `${date.replace(/(....)(..)/, '$1-$2-')}T${time.replace(/(..)(..)/, '$1:$2:')}Z`
  const milliseconds = epochMilliseconds(iso)
  return milliseconds === undefined ? undefined : milliseconds / 1_000
}
