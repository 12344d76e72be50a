/** A whole state as one document, as JSON of an office has it: choices lie in contests, precincts and counties. */
export interface Nested {
  readonly counties: readonly {
    readonly name: string
    readonly precincts: readonly {
      readonly name: string
      readonly contests: readonly {
        readonly name: string
        readonly choices: readonly { readonly name: string; readonly votes: number }[]
      }[]
    }[]
  }[]
}
/** The same as one list. */
export interface Listed {
  readonly choices: readonly { readonly name: string; readonly party: string; readonly votes: number }[]
}

const parties = ['DEM', 'REP', 'LIB']
const votesOf = (index: number): number => (index * 7_919) % 1_000

/** So many choices: four to a contest, five contests to a precinct, ten precincts to a county. */
export function nested(choices: number): Nested {
  let index = 0
  const several = <One>(count: number, make: (at: number) => One): One[] =>
    Array.from({ length: count }, (_, at) => make(at))
  return {
    counties: several(Math.ceil(choices / 200), (county) => ({
      name: `County ${county}`,
      precincts: several(10, (precinct) => ({
        name: `P-${precinct}`,
        contests: several(5, (contest) => ({
          name: `Seat ${contest}`,
          choices: several(4, (choice) => {
            index += 1
            return { name: `Choice ${choice}`, votes: votesOf(index) }
          }),
        })),
      })),
    })),
  }
}

export function listed(choices: number): Listed {
  return {
    choices: Array.from({ length: choices }, (_, index) => ({
      name: `Choice ${index}`,
      party: parties[index % 3] ?? '',
      votes: votesOf(index),
    })),
  }
}

export function flattened({ counties }: Nested): object[] {
  const made: object[] = []
  for (const county of counties)
    for (const precinct of county.precincts)
      for (const contest of precinct.contests)
        for (const { name, votes } of contest.choices)
          made.push({
            county: county.name,
            precinct: precinct.name,
            contest: contest.name,
            choice: name,
            votes,
          })
  return made
}

export function ranked({ choices }: Listed): object {
  const of = choices.filter(({ party }) => party === 'DEM')
  return {
    ranking: of.toSorted((one, other) => other.votes - one.votes).map(({ name, votes }) => ({ name, votes })),
    total: of.reduce((sum, { votes }) => sum + votes, 0),
  }
}
