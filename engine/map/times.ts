import { epochMilliseconds } from '../time/instant.ts'
import { quote } from './quote.ts'
import { recent } from './recent.ts'
import { refuse } from './refuse.ts'
import { type TimePicture, timePicture, type WallTime } from './time-picture.ts'
import { zoneWords } from './zone-words.ts'
import { zones } from './zones.ts'

/** Reads a text as a time of a zone. Throws MAP_NOT_A_TIME or MAP_PICTURE. */
export type TimeReader = (value: unknown, picture: unknown) => string | undefined

/** Texts and pictures that were read are kept: all rows of a capture mostly give the same time. */
export function timeReader(zone: string): TimeReader {
  const pictures = recent<TimePicture>()
  const times = recent<(key: string, make: () => string) => string>()
  return (value, picture) => {
    if (value === undefined) return undefined
    if (typeof value !== 'string')
      throw refuse('MAP_NOT_A_TIME', { value: quote(value), problem: 'is no text' })
    if (picture !== undefined && typeof picture !== 'string') {
      throw refuse('MAP_PICTURE', { picture: quote(picture), problem: 'it is no text' })
    }
    return times(picture ?? '', recent<string>)(value, () => {
      const read = picture === undefined ? isoTime : pictures(picture, () => sound(picture))
      const found = read(value)
      if (found === undefined) {
        const form = picture === undefined ? 'a time like 2024-11-05 19:30' : `of the form ${picture}`
        throw refuse('MAP_NOT_A_TIME', { value: quote(value), problem: `is not ${form}` })
      }
      return inZone(found, zone, value)
    })
  }
}

function sound(picture: string): TimePicture {
  const made = timePicture(picture)
  if (typeof made === 'string') throw refuse('MAP_PICTURE', { picture, problem: made })
  return made
}

const isoTime: TimePicture = (text) => {
  const iso = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(?:\.\d+)?(?:(Z)|([+-]\d\d):?(\d\d))?$/.exec(
    text.trim(),
  )
  if (iso === null) return undefined
  const [, day, minutes, seconds = ':00', utc, hours, rest] = iso
  const local = `${day}T${minutes}${seconds}`
  const offset = utc ?? (hours === undefined ? undefined : `${hours}:${rest}`)
  return { local, ...(offset === undefined ? {} : { offset }) }
}

function inZone({ local, offset, zone: word }: WallTime, zone: string, value: string): string {
  const said = offset ?? (word === undefined ? undefined : offsetOf(word, local, zone, value))
  const time = said === undefined ? zones.use().zonedTime(local, zone) : `${local}${said}`
  if (time === undefined || epochMilliseconds(time) === undefined) {
    throw refuse('MAP_NOT_A_TIME', { value: quote(value), problem: 'is a time that there is not' })
  }
  return time
}

/** The short name of a zone must fit the feed's zone at that time; in the hour that autumn repeats it says which one. */
function offsetOf(word: string, local: string, zone: string, value: string): string {
  const offsets = zoneWords.get(word.toUpperCase())
  if (offsets === undefined) {
    throw refuse('MAP_NOT_A_TIME', {
      value: quote(value),
      problem: `ends in ${word}, which is no zone that is known`,
    })
  }
  if (offsets[0] === 'Z') return 'Z'
  const fits = offsets.find((offset) => {
    const time = `${local}${offset}`
    return (
      epochMilliseconds(time) !== undefined && zones.use().wallClock(time, zone) === local.replace('T', ' ')
    )
  })
  if (fits !== undefined) return fits
  throw refuse('MAP_NOT_A_TIME', {
    value: quote(value),
    problem: `is not on the clock of ${zone}: ${word} does not hold there then`,
  })
}
