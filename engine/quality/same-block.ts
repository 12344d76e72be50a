import { Type } from 'typebox'
import { component } from '../component.ts'
import { type Mode, modes } from '../model/result.ts'
import { count, placeOf } from './figures.ts'
import type { QualityRule, Said, Told } from './rule.ts'

const options = Type.Object(
  {
    from_votes: Type.Optional(
      Type.Integer({ minimum: 1, description: 'Smaller blocks are equal by chance. Default: 300 votes.' }),
    ),
    from_selections: Type.Optional(
      Type.Integer({
        minimum: 2,
        description: 'So many selections must have votes in it: two are equal more often. Default: 3.',
      }),
    ),
  },
  { additionalProperties: false },
)

/**
 * The same block of figures in two units beside each other: in total, or in one mode of voting. Every feed is checked for
 * units that are equal in all contests; this finds one contest, or one batch, that was posted twice, in sums too. It names
 * both, since it can not tell whose it is. Of a unit that is posted twice with one vote more, and of units of two feeds, it
 * knows nothing.
 */
export const sameBlock = component({
  type: 'same_block',
  summary: 'The very same figures of one contest, or of one mode of voting, in two units beside each other.',
  options,
  create: ({ from_votes: from = 300, from_selections: least = 3 }): QualityRule => {
    const known = new WeakMap<readonly Said[], ReadonlyMap<string, readonly Said[]>>()
    const blocksOf = (said: Said) => blocks(said, from, least)
    const twinsIn = (beside: readonly Said[]): ReadonlyMap<string, readonly Said[]> => {
      const found = known.get(beside) ?? byBlock(beside, blocksOf)
      known.set(beside, found)
      return found
    }
    return {
      needs: { beside: true },
      judge({ said, beside }) {
        const twins = twinsIn(beside)
        return blocksOf(said).flatMap(({ word, votes, text }): readonly Told[] => {
          const others = (twins.get(text) ?? []).filter(({ key }) => key !== said.key)
          if (others.length === 0) return []
          const names = others.map(({ record }) => record.unit.name).toSorted()
          const named = `${names.slice(0, 3).join(', ')}${names.length > 3 ? ' and others' : ''}`
          const of = word === 'total' ? 'votes' : `${word} votes`
          const words = `${placeOf(said)}: the same ${count(votes)} ${of}, selection by selection, as in ${named}`
          return [{ about: word, measure: votes, limit: from, words }]
        })
      },
    }
  },
})

interface Block {
  readonly word: 'total' | Mode
  readonly votes: number
  /** Equal where the blocks are. */
  readonly text: string
}

/** The total, if it is large enough, and each mode that is and that is not the total itself. */
function blocks({ record }: Said, from: number, least: number): readonly Block[] {
  const found: Block[] = []
  for (const word of ['total', ...modes] as const) {
    const figures = record.selections
      .flatMap(({ id, votes }) => (votes[word] === undefined ? [] : [[id, votes[word]] as const]))
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
    const votes = figures.reduce((sum, [, one]) => sum + one, 0)
    if (votes < from || figures.filter(([, one]) => one > 0).length < least) continue
    const own = JSON.stringify(figures)
    if (found.some(({ text }) => text.endsWith(own))) continue
    found.push({ word, votes, text: `${word} ${record.unit.type} ${own}` })
  }
  return found
}

function byBlock(
  beside: readonly Said[],
  blocksOf: (said: Said) => readonly Block[],
): ReadonlyMap<string, readonly Said[]> {
  const pairs = beside.flatMap((said) => blocksOf(said).map(({ text }) => ({ text, said })))
  const grouped = Map.groupBy(pairs, ({ text }) => text)
  return new Map([...grouped].map(([text, own]) => [text, own.map(({ said }) => said)]))
}
