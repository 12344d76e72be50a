import type { Current, Source } from '../model/current.ts'
import { counted } from './words.ts'

/** Where current figures come from, in a few words: `us-zz-state`, `12 units`, `override o-1a2b3c4d over us-zz-state`. */
export function sourceText(source: Source): string {
  if (source.kind === 'units') return counted(source.units, 'unit')
  if (source.kind === 'feed') return source.computed ? `${source.feed} (sum)` : source.feed
  return `override ${source.override}${source.over === null ? '' : ` over ${sourceText(source.over)}`}`
}

/** When the newest of what it was taken from was captured. */
export const capturedOf = (source: Source): string | null =>
  source.kind === 'override' ? source.over && capturedOf(source.over) : source.capturedAt

/** How far the count is: `12/34` as the source gives it, else the parts that are there, else nothing. */
export function completenessText({ completeness }: Pick<Current, 'completeness'>): string {
  const { unitsReporting, unitsTotal, partsPresent, partsKnown } = completeness
  if (unitsReporting !== undefined) return `${unitsReporting}/${unitsTotal ?? '?'}`
  return partsPresent === undefined ? '' : `${partsPresent}/${partsKnown ?? '?'} parts`
}

/** `62%`, `62.4%`. */
export const percent = (part: number): string => `${Number((part * 100).toFixed(1))}%`
