/** Moments of every day, in UTC, at which a schedule fires, and the ticks that it sends each time. */
export interface Firing {
  readonly expression: string
  /** Delays in seconds, in order. */
  readonly ticks: readonly number[]
}

const day = 86_400
/** Bounds of SQS: of one SendMessageBatch, and of the delay of a message. */
const mostTicks = 10
const longestDelay = 900
/** Of one feed at one time: paces that would take more of them are made a little shorter. */
const mostFirings = 6

/**
 * The pace, in seconds, at which a feed can be polled by schedules that fire at minutes of the day: the one that is asked for,
 * or the next shorter one that divides the day into equal parts.
 */
export function paceWithin(seconds: number): number {
  for (let pace = Math.min(day, Math.floor(seconds)); pace > 1; pace--)
    if (day % pace === 0 && isPossible(pace)) return pace
  return 1
}

function isPossible(pace: number): boolean {
  const { cycle } = cycleOf(pace)
  if (cycle - pace + 59 > longestDelay) return false
  return firingsOf(pace, 0).length <= mostFirings
}

/** Ticks at `phase` and every `pace` seconds from it, from midnight on; of a pace that `paceWithin` has answered. */
export function firingsOf(pace: number, phase: number): readonly Firing[] {
  const { cycle, count } = cycleOf(pace)
  const first = phase - (phase % 60)
  const delays = Array.from({ length: count }, (_, n) => (phase % 60) + n * pace)
  const minutes = Array.from({ length: day / cycle }, (_, n) => first / 60 + (n * cycle) / 60)
  const hoursByMinutes = Map.groupBy(
    Array.from({ length: 24 }, (_, hour) => hour),
    (hour) =>
      shortly(
        minutes.filter((one) => Math.floor(one / 60) === hour).map((one) => one % 60),
        60,
      ),
  )
  hoursByMinutes.delete('')
  const expressions = [...hoursByMinutes].map(
    ([some, hours]) => `cron(${some} ${shortly(hours, 24)} * * ? *)`,
  )
  return expressions.flatMap((expression) => inParts(delays).map((ticks): Firing => ({ expression, ticks })))
}

/** The span after which ticks lie at the same seconds of a minute again, and how many there are in it. */
function cycleOf(pace: number): { readonly cycle: number; readonly count: number } {
  const cycle = (pace * 60) / common(pace, 60)
  return { cycle, count: cycle / pace }
}

const common = (one: number, other: number): number => (other === 0 ? one : common(other, one % other))

function inParts(delays: readonly number[]): readonly (readonly number[])[] {
  const parts: (readonly number[])[] = []
  for (let n = 0; n < delays.length; n += mostTicks) parts.push(delays.slice(n, n + mostTicks))
  return parts
}

/** Values of a field of cron, below `size`: `*`, `3/15`, or one after another. */
function shortly(values: readonly number[], size: number): string {
  const [first = 0, second = 0] = values
  if (values.length === size) return '*'
  const step = second - first
  const isEven = values.length > 2 && values.every((one, n) => one === first + n * step)
  return isEven && first < step && first + values.length * step >= size
    ? `${first}/${step}`
    : values.join(',')
}
