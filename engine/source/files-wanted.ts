import { type Static, Type } from 'typebox'
import type { Site } from '../component.ts'
import { feedError } from '../errors/feed-error.ts'
import { milliseconds } from '../time/duration.ts'
import { duration, RequestName } from './connection-options.ts'
import { type NamePattern, namePattern } from './newest-file.ts'

const place = {
  directory: Type.String({
    // A control character would end a command of some protocols.
    pattern: '^[^\\u0000-\\u001f\\u007f]+$',
    description: 'Where the file lies; without leading slash: below the home of the user.',
  }),
  pattern: Type.String({
    pattern: '^[^/]+$',
    description: 'Which file: the newest whose name matches, such as results_*.zip.',
  }),
  every: Type.Optional(
    Type.Boolean({
      description: 'Read every file that matches, each as one item of the request, not only the newest.',
    }),
  ),
  stable_for: duration('How long size and time must stay the same before the file is read. Default: 2s.'),
}

/** How a spec names files of a server: one, or several by name. */
export const FilesOptions = Type.Object({
  directory: Type.Optional(place.directory),
  pattern: Type.Optional(place.pattern),
  every: place.every,
  stable_for: place.stable_for,
  files: Type.Optional(
    Type.Record(RequestName, Type.Object(place, { additionalProperties: false, description: 'One file.' }), {
      minProperties: 1,
      additionalProperties: false,
      description: 'Several files of one poll, by name; read in this order.',
    }),
  ),
})
type FilesOptions = Static<typeof FilesOptions>
type Place = NonNullable<FilesOptions['files']>[string]

/** One request: a file, or every file that matches. */
export interface FilesWanted {
  readonly name: string
  readonly directory: string
  readonly pattern: NamePattern
  readonly every: boolean
  /** Milliseconds. */
  readonly stableFor: number
}

/** The requests of a spec, in order; reports one that names no file, or files in two ways. */
export function filesWanted(spec: FilesOptions, site: Site): readonly FilesWanted[] {
  const { directory, pattern, every, stable_for: shared, files } = spec
  const single = directory !== undefined && pattern !== undefined
  const neither = directory === undefined && pattern === undefined && every === undefined
  if (files === undefined ? !single : !neither) {
    const problem =
      files === undefined ? 'There is no file to read' : 'Both directory and files say what to read'
    const advice =
      'Give either directory and pattern, or several files, each with a name, a directory and a pattern'
    site.report(feedError('SOURCE_OPTIONS_UNCLEAR', { problem, advice }, { at: site.position() }))
  }
  const wanted = (name: string, one: Place): FilesWanted => ({
    name,
    directory: one.directory,
    pattern: namePattern(one.pattern, site),
    every: one.every ?? false,
    stableFor: milliseconds(one.stable_for ?? shared ?? '2s'),
  })
  return [
    ...(single ? [wanted('main', { directory, pattern, ...(every === true && { every }) })] : []),
    ...Object.entries(files ?? {}).map(([name, one]) => wanted(name, one)),
  ]
}
