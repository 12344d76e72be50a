import { canonicalJson } from '../../flow/canonical-json.ts'
import { contestAndUnit, resultKey } from '../../model/ids.ts'
import type { Desk } from '../../plan/desk.ts'
import { currentContests, currentElections, currentEntries } from '../../register/current-entries.ts'
import { followedEntry, noteFollowed } from '../../register/followed-entries.ts'
import type { Register } from '../../register/register.ts'
import { bothOf, followedOf } from './followed-of.ts'
import type { Ports } from './read-keys.ts'
import { recomputeTouched } from './recompute.ts'
import { type Touch, touchOf } from './touch.ts'
import { alsoIn } from './units-above.ts'

const keysAtOnce = 500

/** Desks by which everything was decided, as far as this process knows: by register. */
const followed = new WeakMap<Register, WeakSet<Desk>>()

/**
 * What no message tells, since only a file was changed: everything that stands is decided by the sources that there are now,
 * once for each desk, and only if it was decided by others before. What is noted is noted when all is done: whoever ends on the
 * way leaves it to the next. A process that still runs with an older file says that it is there, and takes nothing back: the
 * one that begins last decides all of it once more.
 */
export async function followDesks(ports: Ports, signal: AbortSignal): Promise<void> {
  const { register, clock } = ports
  const known = followed.get(register) ?? new WeakSet()
  followed.set(register, known)
  for await (const election of currentElections(register, signal)) {
    const desk = ports.desk(election)
    const now = followedOf(desk)
    const at = clock.now().toISOString()
    const kept = await followedEntry(register, election, signal)
    if (known.has(desk)) {
      if (kept !== undefined && canonicalJson(bothOf(kept, now)) !== canonicalJson(kept))
        await noteFollowed(register, election, at, (other) => other && bothOf(other, now), signal)
      continue
    }
    if (kept?.sources !== now.sources) {
      await decideAll(ports, election, desk, signal)
      const { sources } = now
      // Of crosswalks that nobody has noted nothing is known.
      await noteFollowed(register, election, at, (other) => ({ ...(other ?? unknown(now)), sources }), signal)
    }
    known.add(desk)
  }
}

const unknown = ({ crosswalks }: ReturnType<typeof followedOf>) => ({
  sources: null,
  crosswalks: Object.fromEntries(Object.keys(crosswalks).map((feed) => [feed, null])),
})

async function decideAll(ports: Ports, election: string, desk: Desk, signal: AbortSignal): Promise<void> {
  for await (const contest of currentContests(ports.register, election, signal)) {
    const units: string[] = []
    for await (const { body } of currentEntries(ports.register, election, contest, undefined, signal))
      units.push(contestAndUnit(body.key).unit)
    // Units that nothing was known to lie in, until now.
    const above = new Set(units.flatMap((unit) => alsoIn(desk, unit)))
    const touches = [
      ...units.map((unit) => touchOf(election, resultKey(contest, unit))),
      ...[...above].map(
        (unit): Touch => ({
          ...touchOf(election, resultKey(contest, unit)),
          hasParts: true,
        }),
      ),
    ]
    for (let at = 0; at < touches.length; at += keysAtOnce)
      await recomputeTouched(ports, touches.slice(at, at + keysAtOnce), signal)
  }
}
