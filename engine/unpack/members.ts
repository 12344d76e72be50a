import picomatch from 'picomatch'
import { type Static, Type } from 'typebox'
import { feedError } from '../errors/feed-error.ts'

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

/** Is a member of this name wanted? */
export function wantedMembers({ members = '**', except }: MemberOptions): (name: string) => boolean {
  const wanted = picomatch([members].flat(), { dot: true })
  const unwanted = except === undefined ? () => false : picomatch([except].flat(), { dot: true })
  return (name) => wanted(name) && !unwanted(name)
}

/** The error of an archive of which no member is wanted. */
export const noneOf = ({ members = '**', except }: MemberOptions, found: readonly string[]): Error =>
  feedError('UNPACK_NOTHING', {
    members: [[members].flat().join(', '), ...(except === undefined ? [] : [except].flat())].join(
      ', but not ',
    ),
    found,
  })
