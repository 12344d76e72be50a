import { feedError } from '../errors/feed-error.ts'
import type { Control } from '../model/control.ts'
import type { CountLineValue, LineVotes } from '../model/count-line.ts'
import { modeOf, type Place } from './draft.ts'
import type { NamedContest, NamedSelection, NamedUnit } from './ids.ts'

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
      const control: Control = {
        of: of === 'parts' ? 'parts' : 'selections',
        contest: contest?.id,
        contestName: contest?.name,
        unit: unit.id,
        unitName: unit.name,
        selection: only?.id,
        selectionName: only?.name,
        votes: votesIn(said.votes ?? {}),
        ballots: numbersIn(said.ballots ?? {}),
        including,
        place: `${at.origin}#${at.place}`,
      }
      const figures = { ...control.votes, ...control.ballots }
      for (const [word, value] of Object.entries(figures)) {
        const key = JSON.stringify([of, contest?.id, unit.id, only?.id, including, word])
        const one: Control = {
          ...control,
          votes: word in control.votes ? { [word]: value } : {},
          ballots: word in control.votes ? {} : { [word]: value },
        }
        const found = gathered.get(key)
        if (found === undefined) gathered.set(key, one)
        else if (valueIn(found) !== value) {
          const figure = `The sum for ${[contest?.name, unit.name, only?.name, word].filter(Boolean).join(', ')}`
          const collision = { figure, first: found.place, was: valueIn(found), is: value }
          throw feedError('ASSEMBLE_COLLISION', collision, { place: at.place })
        }
      }
    },
    all: () => [...gathered.values()],
  }
}

const valueIn = ({ votes, ballots }: Control): number => Object.values({ ...votes, ...ballots })[0] ?? 0

/** A sum that the source withholds says nothing. */
const numbersIn = (figures: object): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(figures).filter(([, value]) => typeof value === 'number'))

const votesIn = (votes: LineVotes): Control['votes'] =>
  Object.fromEntries(
    Object.entries(numbersIn(votes)).map(([word, value]) => [modeOf[word as keyof LineVotes], value]),
  )
