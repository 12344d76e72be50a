/** One of the parts of a number format that a semicolon ends. */
export interface FormatSection {
  /** Of which numbers it says it is; undefined: it does not. */
  readonly condition: ((value: number) => boolean) | undefined
  /** What stands for digits, days and shares, without words and blanks. */
  readonly signs: string
  readonly pieces: readonly FormatPiece[]
}
/** Words that are shown as they stand, or signs. */
export interface FormatPiece {
  readonly literal: boolean
  readonly text: string
}

const token = /"([^"]*)"?|\\(.?)|[_*].?|\[([^\]]*)\]?|(;)|(general|am\/pm|a\/p|e[+-]|[^])/giu
const spans = /^(?:h+|m+|s+)$/i

/** The sections of a number format, and in each what is shown as it stands. Colours and languages are not. */
export function sectionsOf(code: string): readonly FormatSection[] {
  const sections: { condition: FormatSection['condition']; pieces: FormatPiece[] }[] = [
    { condition: undefined, pieces: [] },
  ]
  for (const [whole, quoted, escaped, bracket, end, sign] of code.matchAll(token)) {
    const section = sections.at(-1)
    if (section === undefined) continue
    const literal = (text: string): void => void section.pieces.push({ literal: true, text })
    if (end !== undefined) sections.push({ condition: undefined, pieces: [] })
    else if (quoted !== undefined || escaped !== undefined) literal(quoted ?? escaped ?? '')
    else if (bracket !== undefined) {
      if (spans.test(bracket)) section.pieces.push({ literal: false, text: whole })
      else if (bracket.startsWith('$')) literal(bracket.slice(1).split('-')[0] ?? '')
      else section.condition ??= conditionOf(bracket)
    } else if (sign !== undefined)
      section.pieces.push({
        literal: !/^(?:general|am\/pm|a\/p|e[+-]|[0#?.,%@/ydmhsbgr:])$/i.test(sign),
        text: sign,
      })
  }
  return sections.map(({ condition, pieces }) => ({
    condition,
    pieces,
    signs: pieces.map(({ literal, text }) => (literal ? '' : text)).join(''),
  }))
}

function conditionOf(bracket: string): FormatSection['condition'] {
  const [, sign, digits] = /^\s*(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\s*$/.exec(bracket) ?? []
  if (sign === undefined) return undefined
  const bound = Number(digits)
  return (value) => {
    if (sign === '<>') return value !== bound
    if (value === bound) return sign.includes('=')
    return value < bound ? sign.startsWith('<') : sign.startsWith('>')
  }
}

/** The words of a section around its number. Split: words stand between its digits. */
export function sectionOf(pieces: readonly FormatPiece[]): {
  readonly before: string
  readonly behind: string
  readonly split: boolean
} {
  const first = pieces.findIndex(({ literal }) => !literal)
  const last = pieces.findLastIndex(({ literal }) => !literal)
  const words = (some: readonly FormatPiece[]): string =>
    some.map(({ literal, text }) => (literal ? text : '')).join('')
  if (first === -1) return { before: words(pieces), behind: '', split: false }
  return {
    before: words(pieces.slice(0, first)).trimStart(),
    behind: words(pieces.slice(last + 1)).trimEnd(),
    split: words(pieces.slice(first, last + 1)).trim() !== '',
  }
}
