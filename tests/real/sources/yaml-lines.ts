import { readFileSync } from 'node:fs'

/** Lines that are not blank: of a feed's own file, and of the profile it names. */
export interface Yaml {
  readonly feed: number
  readonly profile?: readonly [name: string, lines: number]
}

/** Of a feed by its folder below `feeds`. */
export function yamlOf(feed: string): Yaml {
  const text = readFileSync(`feeds/${feed}/feed.yaml`, 'utf8')
  const profile = /^profile: *(\S+)/m.exec(text)?.[1]
  if (profile === undefined) return { feed: written(text) }
  const shared = readFileSync(`feeds/profiles/${profile}.yaml`, 'utf8')
  return { feed: written(text), profile: [profile, written(shared)] }
}

const written = (text: string): number => text.split('\n').filter((line) => line.trim() !== '').length
