import { epochMilliseconds } from './instant.ts'

/**
 * A time to compare by, in milliseconds since 1970. One that can not be read is a bug of who wrote it: the engine's own
 * times always can.
 */
export function momentOf(time: string): number {
  const moment = epochMilliseconds(time)
  if (moment === undefined) throw new TypeError(`"${time}" is no time with an offset`)
  return moment
}
