import type { ResultStore } from '../../engine/results/store.ts'
import type { TraceEvent } from '../../engine/trace/events.ts'
import { startOfNight, type World } from '../crash/world.ts'
import { type Consuming, consumeStruck } from './consumers.ts'
import { newestRevision, newModel } from './model.ts'
import type { Step, Story } from './story.ts'
import { type Judgement, judgeStory } from './story-laws.ts'
import {
  type Playing,
  placeHold,
  planOf,
  pollStruck,
  releaseOne,
  type Surroundings,
  textOf,
} from './strike.ts'

/** What became of a story. */
export interface Played extends Judgement {
  /** Polls, and seconds of the night, from the end of the last fault until every law held. */
  readonly polls: number
  readonly seconds: number
  /** Faults of polls and consumers that were drawn, and those that came before these had ended. */
  readonly drawn?: number
  readonly struck?: number
}

export interface Stage {
  /** Made anew for the story; closed and removed with it. */
  readonly world: World
  readonly surroundings: Surroundings
  /** A consumer's rule that is broken. */
  readonly mutate?: ((results: ResultStore, world: World) => ResultStore) | undefined
  /** Between two polls of the end, in milliseconds: laws are asked after each that found nothing new. */
  readonly pace?: number
}

/** Begins what is said of a story that could not be played to its end. */
export const brokeOff = 'the story broke off'

const minute = 60_000

/** Plays a night, lets it come to rest, and asks every law: once, or again after a person has released everything. */
export async function playStory(story: Story, stage: Stage): Promise<Played> {
  const { world } = stage
  const model = newModel()
  const gate = gateOf(story)
  world.build = 1
  world.plan = planOf(world, 1, gate)
  model.more = 1
  const playing: Playing = {
    world,
    model,
    surroundings: stage.surroundings,
    strikes: { drawn: 0, struck: 0 },
  }
  const told: TraceEvent[] = []
  const { strikes } = playing
  const mutate = stage.mutate ?? ((results: ResultStore) => results)
  const consuming: Consuming = { world, told, strikes, broken: [], mutate }
  let backedUp: ReadonlyMap<string, unknown> | undefined

  async function step(one: Step): Promise<void> {
    switch (one.do) {
      case 'say':
        return world.say(textOf(one.said))
      case 'poll':
        return pollStruck(playing, one.fault)
      case 'wait':
        return world.clock.move(one.milliseconds)
      case 'hold':
        return placeHold(playing, one.unit)
      case 'release':
        return releaseOne(playing, one.nth)
      case 'deploy':
        world.build += 1
        world.plan = planOf(world, world.build, gate)
        model.more = world.build
        return
      case 'back up':
        if ((await world.revision()) === 0) return
        backedUp = new Map(model.holds)
        return world.homes.backUp()
      case 'restore': {
        if (backedUp === undefined) return
        const from = await newestRevision(world)
        for (const hold of model.holds.values()) model.ended.push({ ...hold, until: await world.revision() })
        model.holds = new Map(
          [...(backedUp as typeof model.holds)].map(([id, hold]) => [
            id,
            { ...hold, from, until: undefined },
          ]),
        )
        return world.homes.restore()
      }
      case 'consume':
        return consumeStruck(consuming, one.fault, stage.surroundings.misbehave)
      case 'life': {
        const moved = await stage.surroundings.life?.(world, one.said, one.killedAfter)
        world.clock.move((moved ?? 0) + 2 * minute)
      }
    }
  }

  try {
    for (const one of story.steps) await step(one)
    world.say(textOf(story.last))
    if (gate !== undefined) world.clock.move(Math.max(0, Date.parse(gate) - world.clock.now().getTime()))
    const began = world.clock.now().getTime()
    const judge = (): Promise<Judgement> => judgeStory(world, model, story.last, consuming)
    const patience = patienceWith(story)
    const first = await rest(world, judge, patience, stage.pace)
    const recovery = {
      ...playing.strikes,
      polls: first.polls,
      seconds: (world.clock.now().getTime() - began) / 1_000,
    }
    if (first.broken.length > 0 || !story.released) return { ...first, ...recovery }
    while ((await world.holds()).length > 0) {
      const before = (await world.holds()).length
      for (let nth = 0; nth < before; nth++) await releaseOne(playing, 0)
      await world.poll()
      world.clock.move(minute)
      if ((await world.holds()).length >= before) break
    }
    const second = await rest(world, judge, patience, stage.pace)
    return { ...second, ...recovery }
  } catch (error) {
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { broken: [`${brokeOff}: ${said}`], repeated: 0, polls: 0, seconds: 0 }
  }
}

const gateOf = ({ gateMinutes }: Story): string | undefined =>
  gateMinutes === undefined
    ? undefined
    : new Date(Date.parse(startOfNight) + gateMinutes * minute).toISOString()

/** Polls quietly until every law holds, or for so many milliseconds of the night. */
async function rest(
  world: World,
  judge: () => Promise<Judgement>,
  patience: number,
  pace = 15_000,
): Promise<Judgement & { readonly polls: number }> {
  const ends: string[] = []
  let judged: Judgement = { broken: ['the feed does not come to rest'], repeated: 0 }
  for (let polls = 1; polls <= patience / pace; polls++) {
    const end = await world.poll()
    ends.push(end.kind === 'failed' ? `${end.kind} ${end.error.code}: ${end.error.message}` : end.kind)
    if (end.kind === 'unchanged') {
      judged = await judge()
      if (judged.broken.length === 0) return { ...judged, polls }
    }
    world.clock.move(pace)
  }
  return {
    ...judged,
    broken: [...judged.broken, `the last polls: ${ends.slice(-6).join()}`],
    polls: ends.length,
  }
}

/** A lease and a status must fit in, and may be told by a clock that was wrong by all that the story's clocks were. */
function patienceWith({ steps }: Story): number {
  const wrong = steps.map((step) => {
    if (step.do === 'wait') return Math.max(0, -step.milliseconds)
    return step.do === 'poll' && step.fault?.kind === 'skew' ? Math.abs(step.fault.ahead) : 0
  })
  return 10 * minute + wrong.reduce((sum, one) => sum + one, 0)
}
