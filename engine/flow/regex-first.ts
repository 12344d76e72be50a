import { type Executed, type Match, numberedOf, type Regex } from './regex-matches.ts'
import type { NativeRegex } from './regex-native.ts'

/**
 * The expression by the machine's engine for all texts of which that is proven to be bounded, and by `slow`, which is made
 * when the first other one comes.
 */
export function nativeFirst(source: string, native: NativeRegex, slow: () => Regex): Regex {
  const { groups, longest } = native
  const tried = new RegExp(native.source, native.flags)
  let made: Regex | undefined
  const other = (): Regex => {
    made ??= slow()
    return made
  }
  /** An offset inside a character would be moved to its start. */
  const fits = (text: string, from: number): boolean =>
    text.length <= longest && (from === 0 || (from <= text.length && !insideCharacter(text, from)))
  const exec = (text: string, from = 0): Executed | null => {
    if (!fits(text, from)) return other().exec(text, from)
    tried.lastIndex = from
    return tried.exec(text)
  }
  let located: RegExp | undefined
  return {
    source,
    groups,
    exec,
    test(text) {
      if (text.length > longest) return other().test(text)
      tried.lastIndex = 0
      return tried.test(text)
    },
    match(text, from = 0) {
      const found = exec(text, from)
      return found === null ? undefined : named(found, native)
    },
    spans(text, from = 0) {
      if (!fits(text, from)) return other().spans(text, from)
      located ??= new RegExp(native.source, `d${native.flags}`)
      located.lastIndex = from
      const { indices } = located.exec(text) ?? {}
      return native.numbers.flatMap((number) => {
        const [start, end] = indices?.[number] ?? []
        return start === undefined || end === undefined ? [] : [{ start, end }]
      })
    },
    numbered: (text, from) => numberedOf(exec(text, from)),
  }
}

function named(found: Executed, { groups, numbers }: NativeRegex): Match {
  const held: Record<string, string> = {}
  for (let index = 0; index < groups.length; index += 1) {
    const value = found[numbers[index] ?? 0]
    if (value !== undefined) held[groups[index] ?? ''] = value
  }
  return { start: found.index, end: found.index + (found[0] ?? '').length, groups: held }
}

function insideCharacter(text: string, at: number): boolean {
  const half = text.charCodeAt(at)
  return half >= 0xdc_00 && half <= 0xdf_ff && (text.codePointAt(at - 1) ?? 0) > 0xff_ff
}
