import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Digest, ResultKey } from '../../engine/model/ids.ts'
import type { Figures } from '../../engine/model/result.ts'
import { notes } from '../../engine/poll/notes.ts'
import { stoodSince } from '../../engine/poll/stood-since.ts'
import { setAllInPlace } from '../../engine/state/set-in-place.ts'

const figuresOf = (votes: number): Figures =>
  votes === 0
    ? { digest: '' as Digest, revision: 1, votes: {}, gone: true }
    : { digest: `${votes}` as Digest, revision: 1, votes: { ada: votes } }

const commit = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.nat(3)), {
  selector: ([key]) => key,
})
const night = fc.array(
  fc.record({
    commits: fc.array(commit, { maxLength: 3 }),
    copied: fc.constantFrom(undefined, 'before', 'after', 'turned', 'less'),
    restarts: fc.boolean(),
  }),
  { maxLength: 8 },
)

test('what stands since the last look is told by a look at what was set, or not told', () => {
  const told = new Set<string>()
  fc.assert(
    fc.property(night, (steps) => {
      const known = notes()
      let state = new Map<ResultKey, Figures>()
      let last = new Map(state)
      for (const { commits, copied, restarts } of [
        { commits: [], copied: undefined, restarts: true },
        ...steps,
      ]) {
        if (copied === 'before') state = new Map(state)
        for (const one of commits)
          setAllInPlace(
            state,
            one.map(([key, votes]) => [key as ResultKey, figuresOf(votes)]),
          )
        if (copied === 'after') state = new Map(state)
        if (copied === 'turned') state = new Map([...state].toReversed())
        if (copied === 'less') state = new Map([...state].slice(1))
        known.turn(restarts ? undefined : [])
        const { standing, changed } = stoodSince(state, known)
        expect([...standing]).toEqual([...state].filter(([, { gone }]) => gone !== true))
        const others = [...new Set([...last.keys(), ...state.keys()])].flatMap((key) =>
          last.get(key) === state.get(key) ? [] : [[key, standing.get(key)] as const],
        )
        expect(new Map(changed ?? others)).toEqual(new Map(others))
        if (changed !== undefined) told.add(copied === undefined ? `in place ${commits.length}` : 'anew')
        last = new Map(state)
      }
    }),
    { numRuns: 1_000 },
  )
  expect([...told].toSorted()).toEqual(['anew', 'in place 0', 'in place 1'])
})
