import { feedError } from '../errors/feed-error.ts'
import type { Control } from '../model/control.ts'
import type { CountLineValue, LineVotes } from '../model/count-line.ts'
import type { Place } from './figures.ts'
import type { NamedContest, NamedSelection, NamedUnit } from './ids.ts'
import { modeOf } from './selection-draft.ts'

/** Of what a line gives a sum, by the ids that results have. */
export interface ControlOf {
  readonly contest: NamedContest | undefined
  readonly unit: NamedUnit
  readonly selection: NamedSelection | undefined
}

/** Gathers the sums that a source gives of itself. One that is said again must be the same. */
export interface Controls {
  note(said: NonNullable<CountLineValue['control']>, of: ControlOf, at: Place): void
  all(): readonly Control[]
}

export function gatherControls(): Controls {
  const gathered = new Map<string, Control>()
  return {
    note(said, { contest, unit, selection }, at) {
      const { of, including = [] } = said
      const only = of === 'parts' ? selection : undefined
      for (const { what, word, value } of figuresIn(said)) {
        const key = JSON.stringify([of, contest?.id, unit.id, only?.id, including, what, word])
        const found = gathered.get(key)
        if (found === undefined) {
          gathered.set(key, {
            of: of === 'parts' ? 'parts' : 'selections',
            contest: contest?.id,
            contestName: contest?.name,
            unit: unit.id,
            unitName: unit.name,
            selection: only?.id,
            selectionName: only?.name,
            what,
            word,
            value,
            including,
            place: `${at.origin}#${at.place}`,
          })
        } else if (found.value !== value) {
          const figure = `The sum for ${[contest?.name, unit.name, only?.name, word || what].filter(Boolean).join(', ')}`
          const collision = { figure, first: found.place, was: found.value, is: value }
          throw feedError('ASSEMBLE_COLLISION', collision, { place: at.place })
        }
      }
    },
    all: () => [...gathered.values()],
  }
}

/** What a sum says, figure by figure. One that the source withholds says nothing. */
function figuresIn({
  votes = {},
  ballots = {},
  units,
}: NonNullable<CountLineValue['control']>): readonly Pick<Control, 'what' | 'word' | 'value'>[] {
  return [
    ...numbers(votes).map(([word, value]) => ({
      what: 'votes' as const,
      word: modeOf[word as keyof LineVotes],
      value,
    })),
    ...numbers(ballots).map(([word, value]) => ({ what: 'ballots' as const, word, value })),
    ...(units === undefined ? [] : [{ what: 'units' as const, word: '', value: units }]),
  ]
}

const numbers = (figures: object): readonly (readonly [string, number])[] =>
  Object.entries(figures).filter((one): one is [string, number] => typeof one[1] === 'number')
