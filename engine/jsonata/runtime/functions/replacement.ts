import type { Found } from '../builtin.ts'

/**
 * A replacement with what `$0`, `$1` … stand for in one match; `$$` is one `$`. As many digits count as the number of groups
 * has, and one less where there is no such group. A `$` before anything else stands for itself.
 */
export function filled(replacement: string, { match, groups }: Found): string {
  let dollar = replacement.indexOf('$')
  if (dollar < 0) return replacement
  const digits = groups.length === 0 ? 1 : Math.floor(Math.log(groups.length) * Math.LOG10E) + 1
  let made = ''
  let at = 0
  while (dollar >= 0) {
    made += replacement.slice(at, dollar)
    at = dollar + 1
    const sign = replacement.charAt(at)
    if (sign === '$' || sign === '0') {
      made += sign === '$' ? sign : match
      at += 1
    } else {
      const number = groupAt(replacement, at, digits, groups.length)
      if (Number.isNaN(number)) made += '$'
      else {
        const group = groups[number - 1]
        if (group !== undefined) made += group
        at += String(number).length
      }
    }
    dollar = replacement.indexOf('$', at)
  }
  return made + replacement.slice(at)
}

function groupAt(replacement: string, at: number, digits: number, count: number): number {
  const number = Number.parseInt(replacement.slice(at, at + digits), 10)
  return digits > 1 && number > count ? Number.parseInt(replacement.slice(at, at + digits - 1), 10) : number
}
