import type { Homes } from '../../engine/entry/homes.ts'
import type { Services } from '../services/services.ts'
import { changesPerSecond } from './applying.ts'
import { type BothHomes, openBothHomes } from './both-homes.ts'
import { changesConsumed } from './consuming.ts'
import { quantile } from './figures.ts'
import { openRacecourse, type Racecourse } from './latency.ts'
import { openOffice } from './office.ts'
import { pollsPerSecond } from './polling.ts'
import { archived, commitsPerSecond, eventsPerSecond, secretNames, secretsPerSecond } from './port-calls.ts'
import { messagesPerSecond } from './publishing.ts'
import { rollUpMilliseconds } from './rolling-up.ts'

/** One line of the table: the same work on both homes, in the same run. */
export interface Line {
  readonly name: string
  readonly unit: '1/s' | 'MB/s' | 'ms' | 'each'
  /** Round by round. */
  readonly embedded: readonly number[]
  /** Null: the servers are missing. */
  readonly aws: readonly number[] | null
}

/** How much of everything: `whole` for figures, `smoke` to see that it runs. */
export const sizes = {
  whole: {
    rounds: 5,
    calls: 10,
    feeds: 8,
    precincts: 200,
    changes: 200,
    consumed: 100,
    events: 1_000,
    races: 20,
    units: [10, 100, 500],
  },
  smoke: {
    rounds: 1,
    calls: 1,
    feeds: 2,
    precincts: 5,
    changes: 20,
    consumed: 20,
    events: 20,
    races: 3,
    units: [10, 20],
  },
} as const
export type Size = (typeof sizes)[keyof typeof sizes]

/** Every line, one after the other, so that none slows another down. */
export async function* measuredLines(services: Services, size: Size): AsyncIterable<Line> {
  yield* calling(services, size)
  yield* publishing(services, size)
  yield* polling(services, size)
  yield* applying(services, size)
  yield* consuming(services, size)
  yield* rollingUp(services, size)
  yield* racing(services, size)
}

/** The ports that a poll calls, each by itself. */
async function* calling(services: Services, { rounds, calls, changes, events }: Size): AsyncIterable<Line> {
  const few = { calls: Math.ceil(calls / 2), rounds }
  await using both = await openBothHomes(services, secretNames(few))
  const line = async (
    name: string,
    work: (homes: Homes) => Promise<readonly number[]>,
    unit: Line['unit'] = '1/s',
  ): Promise<Line> => {
    const [embedded, aws] = await onBoth(both, work)
    return { name, unit, embedded, aws }
  }
  const changed = Math.ceil(changes / 2)
  yield await line(`state: commits of ${changed} results`, (homes) =>
    commitsPerSecond(homes, { changed, calls, rounds }),
  )
  const [embedded, aws] = await onBoth(both, (homes) => archived(homes, few))
  for (const [name, of] of [
    ['written', 'put'],
    ['read', 'read'],
  ] as const)
    yield { name: `archive: ${name}`, unit: 'MB/s', embedded: embedded[of], aws: aws?.[of] ?? null }
  yield await line('trace: events', (homes) => eventsPerSecond(homes, { events, rounds }))
  yield await line('secrets: read for the first time', (homes) => secretsPerSecond(homes, few))
}

async function* publishing(services: Services, { rounds, calls }: Size): AsyncIterable<Line> {
  await using both = await openBothHomes(services)
  for (const batch of [100, 1_000]) {
    const work = (homes: Homes) => messagesPerSecond(homes, { batch, calls, rounds })
    // oxlint-disable-next-line no-await-in-loop -- none beside another
    const [embedded, aws] = await onBoth(both, work)
    yield {
      name: `log: messages published, ${batch.toLocaleString('en')} a call`,
      unit: '1/s',
      embedded,
      aws,
    }
  }
}

async function* polling(services: Services, { rounds, feeds, precincts }: Size): AsyncIterable<Line> {
  await using both = await openBothHomes(services)
  const [embedded, aws] = await onBoth(both, async (homes) => {
    await using office = await openOffice(homes === both.aws ? 'aws' : 'embedded', feeds, precincts)
    // Awaited here: the office closes with this function.
    return await pollsPerSecond(homes, office, { rounds })
  })
  const of = `${precincts} results`
  yield { name: `polls, unchanged`, unit: '1/s', embedded: embedded.unchanged, aws: aws?.unchanged ?? null }
  yield {
    name: `polls, 1 of ${of} changed`,
    unit: '1/s',
    embedded: embedded.changed,
    aws: aws?.changed ?? null,
  }
}

async function* applying(services: Services, { rounds, changes: batch }: Size): AsyncIterable<Line> {
  await using both = await openBothHomes(services)
  const [embedded, aws] = await onBoth(both, (homes) => changesPerSecond(homes, { batch, rounds }))
  const line = (name: string, unit: Line['unit'], of: keyof typeof embedded): Line => {
    return { name, unit, embedded: [embedded[of]].flat(), aws: aws === null ? null : [aws[of]].flat() }
  }
  yield line('changes applied to the ledger', '1/s', 'rate')
  yield line('DynamoDB writes for a change', 'each', 'writesEach')
  yield line('DynamoDB write units for a change', 'each', 'unitsEach')
}

/** Through every processor, by one process. */
async function* consuming(services: Services, { rounds, consumed: batch }: Size): AsyncIterable<Line> {
  await using both = await openBothHomes(services)
  const [embedded, aws] = await onBoth(both, (homes) => changesConsumed(homes, { batch, rounds }))
  yield { name: 'changes consumed by one process', unit: '1/s', embedded, aws }
}

/** One more change, where so many units are known. */
async function* rollingUp(services: Services, { rounds, units: all }: Size): AsyncIterable<Line> {
  await using both = await openBothHomes(services)
  for (const units of all) {
    const work = (homes: Homes) => rollUpMilliseconds(homes, { units, rounds: 2 * rounds })
    // oxlint-disable-next-line no-await-in-loop -- none beside another
    const [embedded, aws] = await onBoth(both, work)
    const name = `one change among ${units.toLocaleString('en')} units, to what stands`
    yield { name, unit: 'ms', embedded, aws }
  }
}

/** In turns, so that what else the machine does befalls both. */
async function* racing(services: Services, { precincts, races }: Size): AsyncIterable<Line> {
  await using both = await openBothHomes(services)
  await using opened = new AsyncDisposableStack()
  const courses = []
  for (const homes of [both.embedded, both.aws]) {
    if (homes === undefined) continue
    // oxlint-disable-next-line no-await-in-loop -- two
    const office = opened.use(await openOffice(homes === both.aws ? 'aws' : 'embedded', 1, precincts))
    // oxlint-disable-next-line no-await-in-loop -- two
    courses.push({
      course: opened.use(await openRacecourse(homes, office)),
      times: [] as Awaited<ReturnType<Racecourse['once']>>[],
    })
  }
  const warming = Math.ceil(races / 20)
  for (let race = 0; race < races + warming; race++) {
    for (const { course, times } of courses) {
      // oxlint-disable-next-line no-await-in-loop -- in turns
      const time = await course.once()
      if (race >= warming) times.push(time)
    }
  }
  const [embedded = [], aws] = courses.map(({ times }) => times)
  for (const [of, words] of [
    ['applied', 'result applied'],
    ['exported', 'file exported'],
  ] as const) {
    for (const [name, share] of [
      ['p50', 0.5],
      ['p90', 0.9],
    ] as const) {
      const at = (times: typeof embedded): number =>
        quantile(
          times.map((one) => one[of]),
          share,
        )
      const line = { embedded: [at(embedded)], aws: aws === undefined ? null : [at(aws)] }
      yield { name: `source changed to ${words}, ${name}`, unit: 'ms', ...line }
    }
  }
}

async function onBoth<Answer>(
  { embedded, aws }: BothHomes,
  work: (homes: Homes) => Promise<Answer>,
): Promise<readonly [Answer, Answer | null]> {
  return [await work(embedded), aws === undefined ? null : await work(aws)]
}
