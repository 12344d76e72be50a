import { component } from '../component.ts'
import { feedError } from '../errors/feed-error.ts'
import { collect } from '../flow/collect.ts'
import { zipMembers } from '../flow/zip-members.ts'
import { expected } from './expected.ts'
import { MemberOptions, noneOf, wantedMembers } from './members.ts'
import type { Unpacker } from './unpacker.ts'

/**
 * The members of a zip in the order of their names, each under the origin `<archive>!<member>`. The archive is held in
 * memory, its members are not. Nothing is written to disk: a name is only a name.
 */
export const zip = component({
  type: 'zip',
  summary: 'The members of a zip archive.',
  options: MemberOptions,
  create: (options, site): Unpacker => {
    const wanted = wantedMembers(options, site)
    return {
      async *unpack(payload, limits, signal) {
        const archive = await collect(await expected('zip', payload.body, signal), Infinity, unlimited)
        const members = await zipMembers(archive, limits.members, signal)
        const chosen = members.filter((member) => wanted(member.name))
        if (chosen.length === 0)
          throw noneOf(
            options,
            members.map(({ name }) => name),
          )
        // Sizes are only claims here; reading a member holds it to its claim, so the sum bounds what is inflated.
        if (chosen.reduce((sum, member) => sum + member.size, 0) > limits.inflatedBytes)
          throw feedError('UNPACK_TOO_LARGE', { limit: limits.inflatedBytes })
        for (const member of chosen)
          yield {
            ...payload,
            contentType: undefined,
            origin: `${payload.origin}!${member.name}`,
            body: member.read(signal),
          }
      },
    }
  },
})

/** What was fetched is bounded already, as is a member that is an archive itself. */
function unlimited(): never {
  throw new RangeError('more than Infinity bytes')
}
