import type { ConsumeHomes } from '../../../engine/entry/consume.ts'
import { Crash } from '../../crash/faults.ts'
import { consumeAs, drainAs, newProcess, type Stage } from './consumers.ts'
import { desk } from './election.ts'
import { brokenLaws } from './laws.ts'
import type { Night } from './night.ts'
import { brokenLetters, replayLetters } from './poison.ts'
import type { Process } from './ports.ts'
import { envelopeOf } from './said.ts'
import { newStrikes } from './strikes.ts'
import type { NightWorld } from './world.ts'

const { signal } = new AbortController()
const processes = [0, 1] as const
const begin = Date.parse('2031-11-05T04:00:00Z')

/** What became of a night. */
export interface PlayedNight {
  readonly seed: number
  /** Each broken law as a sentence. */
  readonly broken: readonly string[]
  readonly drawn: number
  readonly struck: number
  /** How many processes it took. */
  readonly runs: number
  /** Messages that say again what was said. */
  readonly repeated: number
  /** Of the night's clock. */
  readonly seconds: number
  /** Calls of ports. */
  readonly steps: number
}

/** Begins what is said of a night that could not be played to its end. */
export const brokeOff = 'the night broke off'

/** Publishes what is said while two consumers run and meet what is drawn; lets them come to rest, and asks every law. */
export async function playNight(
  night: Night,
  world: NightWorld,
  mutate: Stage['mutate'] = (ports: ConsumeHomes) => ports,
): Promise<PlayedNight> {
  const { homes, gates, members } = world
  const alive = new Set<Process>()
  const strikes = newStrikes(night.strikes, (strike, nth) => {
    if (strike.kind !== 'moved') return world.befall?.(strike) ?? false
    members.move([...alive], nth)
    return true
  })
  const stage: Stage = {
    homes,
    gates,
    strikes,
    members,
    desk: () => desk,
    mutate,
    told: [],
    trouble: [],
    poison: { ids: night.poison, isMended: false },
    now: begin,
  }
  let runs = 0
  const over = new AbortController()
  const office = async (): Promise<void> => {
    for (const { topic, messages } of night.publications)
      await gates.pass('work', { process: 'office', call: 'publish' }, () =>
        homes.log.publish(topic, messages, signal),
      )
  }
  /** Whoever is killed begins again. */
  const lane = async (at: number): Promise<void> => {
    while (!over.signal.aborted) {
      runs += 1
      const process = newProcess(stage, at)
      alive.add(process)
      await consumeAs(process, stage)
      alive.delete(process)
    }
  }
  try {
    const lanes = Promise.all(processes.map(lane))
    // It is heard of where it is waited for.
    lanes.catch(() => undefined)
    await gates.until(Promise.race([office(), lanes]))
    await gates.untilQuiet()
    over.abort()
    for (const { life } of alive) life.abort(new Crash('the night is over'))
    await gates.until(lanes)
    const { struck } = strikes
    await gates.until(calm(stage, world))
    const dead = await brokenLetters(night, homes)
    const early = night.sayings.filter((saying) => !night.poison.has(envelopeOf(saying).id))
    const before = night.poison.size === 0 ? [] : await brokenLaws({ ...night, sayings: early }, homes)
    stage.poison.isMended = true
    await replayLetters(homes)
    await gates.until(calm(stage, world))
    const after = await brokenLaws(night, homes)
    const broken = [...dead, ...before.map((law) => `${law}, before the poison came again`), ...after]
    const seconds = Math.round((stage.now - begin) / 1_000)
    const played = {
      seed: night.seed,
      broken,
      runs,
      repeated: repeatedIn(night),
      seconds,
      steps: gates.steps(),
    }
    return { ...played, drawn: night.strikes.length, struck }
  } catch (error) {
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error)
    const broken = [`${brokeOff}: ${said}`]
    return { seed: night.seed, broken, runs, repeated: 0, seconds: 0, steps: 0, drawn: 0, struck: 0 }
  }
}

/** Until there is nothing left to be consumed: whatever is not settled comes once more. */
async function calm(stage: Stage, { alone }: NightWorld): Promise<void> {
  const quiet: Stage = { ...stage, members: alone, strikes: newStrikes([]) }
  for (let left = -1; left !== 0; ) left = await drainAs(newProcess(quiet, 0), quiet)
}

function repeatedIn({ publications }: Night): number {
  const ids = publications.flatMap(({ messages }) => messages.map(({ id }) => id))
  return ids.length - new Set(ids).size
}
