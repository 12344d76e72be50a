import fc from 'fast-check'

/** What a result of a random capture says. */
export interface Said {
  readonly contest: string
  readonly unit: string
  readonly votes: readonly number[]
  readonly cast: number | undefined
  readonly within: boolean
  readonly title: string
}
const figure = fc.constantFrom(0, 0, 1, 100, 400, 400, 800, 1_200, 2_400, -3)
/** Of one unit, of two together, of a test deck. */
const usual = [
  [400, 500, 600],
  [400, 500, 600],
  [800, 1_000, 1_200],
  [100, 200, 300, 400],
]
const many: fc.Arbitrary<Said> = fc.record({
  contest: fc.constantFrom('xx/one', 'xx/two', 'xx/two-b'),
  unit: fc.constantFrom('a', 'b', 'c', 'd', ''),
  votes: fc.oneof(fc.array(figure, { minLength: 1, maxLength: 4 }), fc.constantFrom(...usual)),
  cast: fc.constantFrom(undefined, undefined, 900, 5_000),
  within: fc.boolean(),
  title: fc.constantFrom('', '', '', 'xx/one ()', 'xx/one (2)'),
})
/** So few and so much alike that they often add up to each other. */
const few: fc.Arbitrary<Said> = fc.record({
  contest: fc.constant('xx/one'),
  unit: fc.constantFrom('a', 'b', 'c', ''),
  votes: fc.constantFrom(...usual),
  cast: fc.constant(undefined),
  within: fc.boolean(),
  title: fc.constant(''),
})
/** Contests of one name, often with the very same votes. */
const twice = fc
  .tuple(few, fc.constantFrom('xx/one', 'xx/two-b'), fc.constantFrom('', 'xx/one (2)'))
  .map(([said, contest, title]): Said => ({ ...said, contest, title }))
const capture = (said: fc.Arbitrary<Said>) =>
  fc.uniqueArray(said, { selector: ({ contest, unit }) => `${contest}|${unit}`, maxLength: 15 })
/** Alike in most: what comes next is the last one with some results put in, and some taken out. */
const nightOf = (said: fc.Arbitrary<Said>) =>
  fc.tuple(
    capture(said),
    fc.array(
      fc.record({
        put: fc.array(said, { maxLength: 3 }),
        out: fc.array(fc.nat(20), { maxLength: 2 }),
        commits: fc.constantFrom(undefined, 'anew', 'in place', 'in two steps', 'otherwise'),
        restarts: fc.boolean(),
        minutes: fc.nat(240),
      }),
      { minLength: 2, maxLength: 6 },
    ),
  )

/** Captures one after the other, most of which say what the one before did. */
export const nights = fc.oneof(nightOf(many), nightOf(few), nightOf(twice))
