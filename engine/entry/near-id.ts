import { near } from '../flow/near.ts'

/** The id that was probably meant: by the whole of it, or by its last word, since nobody types an OCD id. */
export function nearId(word: string, ids: readonly string[]): string | undefined {
  const whole = near(word, ids)
  if (whole !== undefined) return whole
  const byLast = new Map(ids.map((id) => [lastWord(id), id]))
  const last = near(lastWord(word), [...byLast.keys()])
  return last === undefined ? undefined : byLast.get(last)
}

const lastWord = (id: string): string => id.split(/[/:]/).at(-1) ?? id
