import { broken } from '../workbook/places.ts'
import type { Package } from './package.ts'

/** The texts of a workbook, to which cells refer by number. Pieces of other looks are one text; readings aloud are none of it. */
export async function sharedStrings(book: Package, part: string): Promise<readonly string[]> {
  const texts: string[] = []
  const text = textCollector()
  await book.read(part, {
    open: (name) => text.open(name),
    text: (piece) => text.text(piece),
    close(name) {
      text.close(name)
      if (name === 'si') texts.push(text.taken())
    },
  })
  return texts
}

/** Puts together what stands in the `t` of an element and of its runs. */
export function textCollector(): {
  open(name: string): void
  close(name: string): void
  text(piece: string): void
  taken(): string
} {
  let pieces = ''
  let inText = false
  let aloud = 0
  return {
    open(name) {
      if (name === 'rPh') aloud += 1
      inText = name === 't' && aloud === 0
    },
    close(name) {
      if (name === 'rPh') aloud -= 1
      if (name === 't') inText = false
    },
    text(piece) {
      if (inText) pieces += piece
    },
    taken() {
      const whole = pieces
      pieces = ''
      return plainText(whole)
    },
  }
}

/** Signs that XML can not hold are written `_x000D_`. */
export const plainText = (text: string): string =>
  text.replaceAll(/_x([0-9A-F]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

/** A number that stands in an attribute or an element, without sign. */
export function wholeNumber(text: string | undefined, what: string, place?: string): number {
  if (text === undefined || !/^\d{1,9}$/.test(text)) throw broken('xlsx', `${what} is "${text ?? ''}"`, place)
  return Number(text)
}
