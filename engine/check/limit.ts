import { Type } from 'typebox'

/** From 0 to 100. */
const percent = '(100(\\.0+)?|\\d{1,2}(\\.\\d+)?) ?%'

/** How a spec writes how much is too much: `25 votes`, `0.5 %`, or both: `10 votes or 0.5 %` (the larger counts). */
export const LimitText = Type.String({
  pattern: `^(\\d{1,9} votes?( or ${percent})?|${percent})$`,
  description:
    'How much is too much: "25 votes", "0.5 %" (at most 100 %), or "10 votes or 0.5 %" (the larger of the two).',
})

/** The limit in votes for a figure of this size, of a text that fits `LimitText`. */
export function limitFor(text: string): (figure: number) => number {
  const votes = Number(/(\d+) vote/.exec(text)?.[1] ?? 0)
  const share = Number(/(\d+(?:\.\d+)?) ?%/.exec(text)?.[1] ?? 0) / 100
  return (figure) => Math.max(votes, figure * share)
}

/** How a spec writes a share: `5 %`. */
export const ShareText = Type.String({
  pattern: `^${percent}$`,
  description: 'A share of at most 100 %: "5 %".',
})

/** Of a text that fits `ShareText`: 0.05 for `5 %`. */
export const share = (text: string): number => Number.parseFloat(text) / 100

/** How a spec writes a multiple: `50 times`. */
export const TimesText = Type.String({
  pattern: '^[1-9]\\d*(\\.\\d+)? times$',
  description: 'How many times as much: "50 times".',
})

/** Of a text that fits `TimesText`: 50 for `50 times`. */
export const times = (text: string): number => Number.parseFloat(text)
