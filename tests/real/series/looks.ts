import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { realFile } from '../real-files.ts'

/** What there was to see at one moment: by stream, the file that was newest then. */
export interface Look {
  /** `2020-11-03T07:34:37Z`, as the labels of a series write it. */
  readonly at: string
  readonly files: Readonly<Record<string, string>>
}

/** Recorded series, one after the other, as they were to be seen: a look at every moment at which a stream changed. */
export function looksOf(folders: readonly string[], streams: readonly string[]): readonly Look[] {
  const listed = streams.map(
    (stream) => [stream, folders.flatMap((folder) => filesIn(folder, stream))] as const,
  )
  const times = new Set(listed.flatMap(([, files]) => files.map(({ at }) => at)))
  return [...times].toSorted().map((at) => ({
    at,
    files: Object.fromEntries(
      listed.flatMap(([stream, files]) => {
        const newest = files.findLast((file) => file.at <= at)
        return newest === undefined ? [] : [[stream, newest.path]]
      }),
    ),
  }))
}

function filesIn(folder: string, stream: string): readonly { readonly at: string; readonly path: string }[] {
  const below = realFile(folder, 'snapshots')
  if (!readdirSync(below).includes(stream)) return []
  return readdirSync(join(below, stream))
    .toSorted()
    .map((name) => ({ at: timeOf(name), path: join(below, stream, name) }))
}

/** `20201103T073437Z.txt` → `2020-11-03T07:34:37Z`. */
const timeOf = (path: string): string =>
  basename(path).replace(
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\..*$/,
    (_, ...[year, month, day, hour, minute, second]: string[]) =>
      `${year}-${month}-${day}T${hour}:${minute}:${second}Z`,
  )

/** The stream brought something new at this look. */
export const isNew = ({ at, files }: Look, stream: string): boolean => {
  const path = files[stream]
  return path !== undefined && timeOf(path) === at
}
