import { createReadStream } from 'node:fs'
import { isConfidentialName } from '../flow/confidential.ts'
import type { Secrets } from '../secrets/secrets.ts'

/** Shorter values occur by chance. */
const shortest = 8

/** Secrets, and a memory of which were used: what is kept of a fetch must not have them in it. */
export interface UsedSecrets {
  readonly secret: (name: string) => Promise<string>
  /** The origin without values that grant access: those of secrets, and of parameters that are called like one. */
  readonly redacted: (origin: string) => string
  /** The name of a secret whose value stands in the file. */
  readonly foundIn: (path: string) => Promise<string | undefined>
}

/** Remembers every secret that it hands out. */
export function usedSecrets(secrets: Secrets, signal: AbortSignal): UsedSecrets {
  const used = new Map<string, string>()
  return {
    async secret(name) {
      const value = await secrets.get(name, signal)
      used.set(name, value)
      return value
    },
    redacted(origin) {
      let text = origin.replaceAll(/([?&;])([^=&;#]+)=([^&;#]*)/g, (whole, mark: string, name: string) =>
        isConfidentialName(name) ? `${mark}${name}=***` : whole,
      )
      for (const value of used.values()) {
        for (const form of [value, encodeURIComponent(value)]) {
          if (value.length >= shortest) text = text.replaceAll(form, '***')
        }
      }
      return text
    },
    async foundIn(path) {
      const wanted = [...used].filter(([, value]) => value.length >= shortest)
      const longest = Math.max(0, ...wanted.map(([, value]) => Buffer.byteLength(value)))
      let seen = Buffer.alloc(0)
      for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
        seen = Buffer.concat([seen.subarray(Math.max(0, seen.byteLength - longest + 1)), piece])
        const found = wanted.find(([, value]) => seen.includes(value))
        if (found !== undefined) return found[0]
      }
      return undefined
    },
  }
}
