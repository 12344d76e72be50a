import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Ajv } from 'ajv'
import { Type } from 'typebox'
import { parse } from 'yaml'
import { feedError, said } from '../errors/feed-error.ts'
import { epochMilliseconds } from '../time/instant.ts'
import { isTimeZone } from '../time/zone.ts'

/** One file that a server showed from a moment on. */
export interface Showing {
  /** Milliseconds since 1970. */
  readonly at: number
  /** `20241106T013000Z`, as the file is named. */
  readonly stamp: string
  readonly path: string
}
/** What one address showed over a night, in order of time. */
export interface Stream {
  readonly name: string
  readonly showings: readonly Showing[]
}

/** A recorded night: what servers showed, and when. */
export interface Night {
  readonly folder: string
  readonly title: string
  /** The zone in which people read its times. Undefined: that of the first feed. */
  readonly timezone: string | undefined
  readonly streams: ReadonlyMap<string, Stream>
  /** Which stream serves which request of a feed, where addresses do not tell. */
  readonly served: Readonly<Record<string, Readonly<Record<string, string>>>>
}

const NightFile = Type.Object(
  {
    title: Type.Optional(Type.String({ minLength: 1 })),
    timezone: Type.Optional(Type.String()),
    streams: Type.Optional(Type.Record(Type.String(), Type.Record(Type.String(), Type.String()))),
  },
  { additionalProperties: false },
)
const stampPattern = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/

/** Reads the folder of a night. REHEARSE_NIGHT_* say what is wrong with it. */
export function readNight(folder: string): Night {
  const snapshots = join(folder, 'snapshots')
  const missing = (problem: string) => feedError('REHEARSE_NIGHT_MISSING', { path: folder, problem })
  if (!existsSync(snapshots)) throw missing('it has no folder "snapshots"')
  const streams = readdirSync(snapshots, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, showings: showingsIn(join(snapshots, name)) }))
    .filter(({ showings }) => showings.length > 0)
  if (streams.length === 0) throw missing('no stream in it has a file named by a time')
  const { title = basename(folder), timezone, streams: served = {} } = nightFile(join(folder, 'night.yaml'))
  return { folder, title, timezone, streams: new Map(streams.map((one) => [one.name, one])), served }
}

/** What the stream shows at that moment. Undefined: nothing yet. */
export const shownAt = ({ showings }: Stream, moment: number): Showing | undefined =>
  showings.findLast(({ at }) => at <= moment)

function showingsIn(folder: string): readonly Showing[] {
  return readdirSync(folder)
    .flatMap((file) => {
      const stamp = file.split('.')[0] ?? ''
      const at = momentOf(stamp)
      return at === undefined ? [] : [{ at, stamp, path: join(folder, file) }]
    })
    .toSorted((one, other) => one.at - other.at)
}

function momentOf(stamp: string): number | undefined {
  const parts = stampPattern.exec(stamp)?.slice(1)
  if (parts === undefined) return undefined
  const [year, month, day, hour, minute, second] = parts
  return epochMilliseconds(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}

function nightFile(path: string) {
  if (!existsSync(path)) return {}
  const invalid = (problem: string, cause?: unknown) =>
    feedError('REHEARSE_NIGHT_INVALID', { path, problem }, { cause })
  let value: unknown
  try {
    value = parse(readFileSync(path, 'utf8'), { schema: 'core', maxAliasCount: 0 })
  } catch (error) {
    throw invalid(said(error).split('\n')[0] ?? '', error)
  }
  const validate = new Ajv().compile<{
    readonly title?: string
    readonly timezone?: string
    readonly streams?: Night['served']
  }>(NightFile)
  if (!validate(value)) {
    const { instancePath = '', message = 'is not valid' } = validate.errors?.[0] ?? {}
    throw invalid(`${instancePath || 'it'} ${message}`)
  }
  if (value.timezone !== undefined && !isTimeZone(value.timezone))
    throw invalid(`"${value.timezone}" is not the name of a time zone`)
  return value
}
