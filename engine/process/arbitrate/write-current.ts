import { contestAndUnit } from '../../model/ids.ts'
import { type CurrentBody, contestsIn, currentIn, electionsIn } from '../../register/current-entries.ts'
import { noteFollowed } from '../../register/followed-entries.ts'
import type { Register } from '../../register/register.ts'
import { aboveById } from '../../results/unit-above.ts'
import { followedOf } from './followed-of.ts'
import type { Ports } from './read-keys.ts'
import { aboveAsSum } from './units-above.ts'

/** What is to be written of a key: `from` is the guard that was read before all that it follows from. */
export interface CurrentWrite {
  readonly body: CurrentBody
  readonly from: number
  readonly at: string
}

/** Of which contests it is known that they are listed: by register, so that none is asked for twice. */
const listed = new WeakMap<Register, Set<string>>()

/** Answers with those that were refused, because somebody else wrote since. */
export async function writeCurrent(
  ports: Pick<Ports, 'register' | 'desk'>,
  writes: readonly CurrentWrite[],
  signal: AbortSignal,
): Promise<ReadonlySet<CurrentBody>> {
  const { register } = ports
  const refused = new Set<CurrentBody>()
  const partitions = Map.groupBy(writes, ({ body }) =>
    currentIn(body.election, contestAndUnit(body.key).contest),
  )
  for (const [partition, own] of partitions) {
    const [first] = own
    if (first === undefined) continue
    await listContest(ports, first, signal)
    const bodies = own.map(({ body, from, at }) => {
      const group = groupOf(body)
      const { unit } = contestAndUnit(body.key)
      return { id: unit, from, at, body, ...(group === undefined ? {} : { group }) }
    })
    const ids = new Set(await register.put(partition, bodies, signal))
    for (const { body } of own) if (ids.has(contestAndUnit(body.key).unit)) refused.add(body)
  }
  return refused
}

/** The unit that its figures are a part of: as the feed has it that says them, else by its id. */
export function groupOf({ key, source, memory, record }: CurrentBody): string | undefined {
  const { unit } = contestAndUnit(key)
  const of = source.kind === 'override' ? memory.under?.source : source
  if (record === null || of?.kind !== 'feed' || of.computed) return aboveAsSum(unit, memory.byId)
  return memory.heard[of.feed]?.above ?? aboveById(unit)
}

async function listContest(
  { register, desk }: Pick<Ports, 'register' | 'desk'>,
  { body, at }: CurrentWrite,
  signal: AbortSignal,
): Promise<void> {
  const known = listed.get(register) ?? new Set<string>()
  listed.set(register, known)
  const { contest } = contestAndUnit(body.key)
  const name = `${body.election} ${contest}`
  if (known.has(name)) return
  // An election begins with what is decided now: nothing of it was decided by another desk.
  if ((await register.get(electionsIn, body.election, signal)) === undefined) {
    const begun = followedOf(desk(body.election))
    await noteFollowed(register, body.election, at, (kept) => (kept ? undefined : begun), signal)
  }
  await listOnce(register, electionsIn, body.election, at, signal)
  await listOnce(register, contestsIn(body.election), contest, at, signal)
  known.add(name)
}

/** Refused: somebody else has listed it meanwhile. */
async function listOnce(
  register: Register,
  partition: string,
  id: string,
  at: string,
  signal: AbortSignal,
): Promise<void> {
  if ((await register.get(partition, id, signal)) === undefined)
    await register.put(partition, [{ id, from: 0, at, body: { id } }], signal)
}
