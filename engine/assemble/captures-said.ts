import type { CountLineValue } from '../model/count-line.ts'
import { byCodeUnits } from './by-code-units.ts'
import { isList, type KeptRow, type Said } from './kept-row.ts'

const words = ['as_of', 'token', 'status'] as const
type Word = (typeof words)[number]
type CaptureLine = NonNullable<CountLineValue['capture']>

/** What lines that come and go say of the capture as a whole: of each word the last one counts. */
export interface CapturesSaid {
  readonly note: (said: CaptureLine, more: 1 | -1) => void
  /** `backwards`: the rows of the capture from its last. Asked only for words that some row says, and some may differ. */
  last(backwards: () => Iterable<KeptRow>): Readonly<Partial<Record<Word, string>>>
  electionDates(): readonly string[]
}

export function capturesSaid(): CapturesSaid {
  /** How many lines say what. */
  const uses = { as_of: counts(), token: counts(), status: counts(), election_date: counts() }
  return {
    note(said, more) {
      for (const word of [...words, 'election_date'] as const) {
        const text = said[word]
        if (text !== undefined) uses[word].note(text, more)
      }
    },
    last(backwards) {
      const found: Partial<Record<Word, string>> = {}
      for (const word of words) {
        const texts = uses[word].all()
        const text = texts.length < 2 ? texts[0] : lastOf(word, backwards())
        if (text !== undefined) found[word] = text
      }
      return found
    },
    electionDates: () => uses.election_date.all().toSorted(byCodeUnits),
  }
}

function lastOf(word: Word, backwards: Iterable<KeptRow>): string | undefined {
  for (const { said } of backwards) {
    const text = lines(said).findLast(({ capture }) => capture?.[word] !== undefined)?.capture?.[word]
    if (text !== undefined) return text
  }
  return undefined
}

const lines = (said: Said): readonly CountLineValue[] => (isList(said) ? said : [said])

function counts() {
  const uses = new Map<string, number>()
  return {
    note(text: string, more: 1 | -1): void {
      const left = (uses.get(text) ?? 0) + more
      if (left === 0) uses.delete(text)
      else uses.set(text, left)
    },
    all: (): readonly string[] => [...uses.keys()],
  }
}
