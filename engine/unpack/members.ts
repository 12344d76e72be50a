import { type Static, Type } from 'typebox'
import type { Site } from '../component.ts'
import { feedError } from '../errors/feed-error.ts'
import { type Glob, globOf } from '../flow/glob.ts'

const Globs = (description: string) =>
  Type.Optional(
    Type.Union([Type.String({ minLength: 1 }), Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })], {
      description,
    }),
  )
/** Which members of an archive a spec wants. */
export const MemberOptions = Type.Object(
  {
    members: Globs(
      'Which members: a glob over their whole names, such as "results_*.txt", or several. Without it, every member.',
    ),
    except: Globs('Which of these not: a glob, or several.'),
  },
  { additionalProperties: false, description: 'How to read an archive.' },
)
type MemberOptions = Static<typeof MemberOptions>

/** Is a member of this name wanted? What is no pattern is reported, and fits nothing. */
export function wantedMembers(
  { members = '**', except }: MemberOptions,
  site: Site,
): (name: string) => boolean {
  const [wanted, unwanted] = [
    globs([members].flat(), 'members', site),
    globs([except ?? []].flat(), 'except', site),
  ]
  return (name) => wanted.some((glob) => glob.test(name)) && !unwanted.some((glob) => glob.test(name))
}

const globs = (patterns: readonly string[], key: string, site: Site): readonly Glob[] =>
  patterns.flatMap((pattern) => {
    const glob = globOf(pattern, { hidden: true })
    if (!('problem' in glob)) return [glob]
    const { problem } = glob
    site.report(feedError('UNPACK_GLOB', { pattern, problem }, { at: site.position([key]) }))
    return []
  })

/** The error of an archive of which no member is wanted. */
export const noneOf = ({ members = '**', except }: MemberOptions, found: readonly string[]): Error =>
  feedError('UNPACK_NOTHING', {
    members: [[members].flat().join(', '), ...(except === undefined ? [] : [except].flat())].join(
      ', but not ',
    ),
    found,
  })
