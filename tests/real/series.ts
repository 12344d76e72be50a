import { createReadStream, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Source } from '../../engine/source/source.ts'
import { realFile } from './real-files.ts'

/** What a source showed at one moment: by request, the file that was newest then. */
export interface Look {
  /** `2020-11-03T07:34:37Z`, as the labels of a series write it. */
  readonly at: string
  readonly files: Readonly<Record<string, string>>
}

/** A recorded series as it was to be seen: every moment at which a stream changed. `streams` gives the folder of each request. */
export function looksOf(series: string, streams: Readonly<Record<string, string>>): readonly Look[] {
  const folder = realFile(series, 'snapshots')
  const listed = Object.entries(streams).map(
    ([request, stream]) =>
      [
        request,
        readdirSync(join(folder, stream))
          .toSorted()
          .map((name) => join(folder, stream, name)),
      ] as const,
  )
  const times = new Set(listed.flatMap(([, paths]) => paths.map(timeOf)))
  return [...times].toSorted().map((at) => ({
    at,
    files: Object.fromEntries(
      listed.flatMap(([request, paths]) => {
        const newest = paths.findLast((path) => timeOf(path) <= at)
        return newest === undefined ? [] : [[request, newest]]
      }),
    ),
  }))
}

/** `…/20201103T073437Z.txt` → `2020-11-03T07:34:37Z`. */
const timeOf = (path: string): string =>
  basename(path).replace(
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\..*$/,
    (_, ...[year, month, day, hour, minute, second]: string[]) =>
      `${year}-${month}-${day}T${hour}:${minute}:${second}Z`,
  )

/** A source that shows what there is to see now, and says so when a file is the one it gave last. */
export function showing(requests: readonly string[], now: () => Look['files']): Source {
  return {
    requests,
    async *fetch({ cursors }) {
      for (const request of requests) {
        const path = now()[request]
        if (path === undefined) throw new Error(`nothing to see for ${request}`)
        if (cursors[request]?.file === path) yield { kind: 'unmodified', request }
        else {
          const origin = path.split('/').slice(-2).join('/')
          yield {
            kind: 'payload',
            payload: { request, origin, body: createReadStream(path) },
            cursor: { file: path },
          }
        }
      }
    },
  }
}
