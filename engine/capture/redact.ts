import { createReadStream } from 'node:fs'
import { isConfidentialName } from '../flow/confidential.ts'
import { secretForms } from '../flow/secret-forms.ts'
import { watchedBytes } from '../flow/watched-bytes.ts'
import type { Secrets } from '../secrets/secrets.ts'

/** Secrets, and a memory of which were used: what is kept of a fetch must not have them in it. */
export interface UsedSecrets {
  readonly secret: (name: string) => Promise<string>
  /** The origin without values that grant access: those of secrets, and of parameters that are called like one. */
  readonly redacted: (origin: string) => string
  /** The name of a secret whose value stands in the file, in whatever form. */
  readonly foundIn: (path: string) => Promise<string | undefined>
}

/** Remembers every secret that it hands out. */
export function usedSecrets(secrets: Secrets, signal: AbortSignal): UsedSecrets {
  const used = new Map<string, string>()
  /** The names of secrets by the forms of their values. */
  const forms = (): ReadonlyMap<string, string> =>
    new Map([...used].flatMap(([name, value]) => secretForms(value).map((form) => [form, name])))
  return {
    async secret(name) {
      const value = await secrets.get(name, signal)
      used.set(name, value)
      return value
    },
    redacted(origin) {
      const text = origin.replaceAll(/([?&;])([^=&;#]+)=([^&;#]*)/g, (whole, mark: string, name: string) =>
        isConfidentialName(name) ? `${mark}${name}=***` : whole,
      )
      return [...forms().keys()].reduce((seen, form) => seen.replaceAll(form, '***'), text)
    },
    async foundIn(path) {
      const names: string[] = []
      const bytes = watchedBytes(createReadStream(path), forms(), (what) => void names.push(what))
      const read = bytes[Symbol.asyncIterator]()
      // oxlint-disable-next-line no-await-in-loop -- one piece after the other
      while (names.length === 0 && (await read.next()).done !== true);
      await read.return?.()
      return names[0]
    },
  }
}
