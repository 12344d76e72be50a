import { setTimeout } from 'node:timers/promises'
import type { ConsumeHomes } from '../../../engine/entry/consume.ts'
import { routes } from '../../../engine/process/routes.ts'
import type { Gates } from './gates.ts'

/** So long nobody has found anything to do: servers pass nothing on without saying so. */
const quietLooks = 3
const lookMilliseconds = 60
const mostMilliseconds = 240_000
const longestRest = 150

const { signal } = new AbortController()

/** Servers have a time of their own: calls are made when they come, and who rests does so for a while. */
export function freeGates({ reader }: Pick<ConsumeHomes, 'reader'>): Gates {
  let steps = 0
  /** The group that has not come to the end of its topic. */
  const behind = async (): Promise<string | undefined> => {
    for (const { group, topic } of routes) {
      await using own = reader(group)
      const places = await own.progress([topic], signal)
      if (places.some(({ settled, end }) => settled < end)) return `${group}: ${JSON.stringify(places)}`
    }
    return undefined
  }
  return {
    async pass(kind, _turn, call) {
      if (kind === 'rest') await setTimeout(longestRest)
      steps += 1
      return await call()
    },
    until: (work) => work,
    async untilQuiet() {
      const began = performance.now()
      for (let quiet = 0; quiet < quietLooks; ) {
        // oxlint-disable-next-line no-await-in-loop -- one look after the other
        const late = await behind()
        quiet = late === undefined ? quiet + 1 : 0
        // oxlint-disable-next-line no-await-in-loop -- one look after the other
        await setTimeout(lookMilliseconds)
        if (performance.now() - began > mostMilliseconds)
          throw new Error(`the consumers do not come to rest, ${late}`)
      }
    },
    steps: () => steps,
  }
}
