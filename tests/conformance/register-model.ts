import { isDeepStrictEqual } from 'node:util'
import type { Entry, Write } from '../../engine/register/register.ts'
import { byBytes } from './register-samples.ts'

interface Kept {
  readonly versions: readonly { readonly version: number; readonly at: string; readonly body: unknown }[]
  readonly guard: number
  readonly told: number
  readonly group: string | undefined
}

/** One partition of a register as its port describes it, in the plainest words: what a home must answer. */
export function registerModel() {
  const kept = new Map<string, Kept>()
  const guard = (id: string): number => kept.get(id)?.guard ?? 0
  const history = (id: string): readonly Entry[] => {
    const { versions = [], guard: now = 0, told = 0 } = kept.get(id) ?? {}
    return versions.map((one) => ({ ...one, id, guard: now, told }))
  }
  const put = ({ id, from, at, body, group }: Write): boolean => {
    if (guard(id) !== from) return false
    const { versions = [], told = 0 } = kept.get(id) ?? {}
    const last = versions.at(-1)
    const isSame = last !== undefined && isDeepStrictEqual(last.body, body)
    const next = isSame ? versions : [...versions, { version: versions.length + 1, at, body }]
    kept.set(id, { versions: next, guard: from + 1, told, group })
    return true
  }
  return {
    guard,
    history,
    get: (id: string): Entry | undefined => history(id).at(-1),
    at: (id: string, time: string): Entry | undefined => history(id).findLast((one) => one.at <= time),
    list: (group?: string): readonly Entry[] =>
      [...kept]
        .filter(([, one]) => group === undefined || one.group === group)
        .map(([id]) => id)
        .toSorted(byBytes)
        .flatMap((id) => history(id).at(-1) ?? []),
    put: (writes: readonly Write[]): readonly string[] =>
      writes.filter((write) => !put(write)).map(({ id }) => id),
    tell(told: readonly { readonly id: string; readonly version: number }[]): void {
      for (const { id, version } of told) {
        const one = kept.get(id)
        if (one !== undefined) kept.set(id, { ...one, told: Math.max(one.told, version) })
      }
    },
  }
}
