import fc from 'fast-check'
import { expect, test } from 'vitest'
import { figuresAfter, figuresOf } from '../../engine/diff/figures.ts'
import type { Change } from '../../engine/model/changeset.ts'
import { modes } from '../../engine/model/result.ts'
import { county, result } from '../helpers/examined.ts'

const unit = county('anoka')

test('figures are those of the record, each in its place', () => {
  const given = fc.shuffledSubarray(['total', ...modes] as const).filter((words) => words.includes('total'))
  fc.assert(
    fc.property(fc.array(given, { minLength: 1, maxLength: 4 }), fc.nat(3), (said, reported) => {
      const votes = Object.fromEntries(
        said.map((words, at) => [`s${at}`, Object.fromEntries(words.map((word, n) => [word, n + at]))]),
      )
      const reporting = reported === 0 ? undefined : { unitsReporting: reported, unitsTotal: 3 }
      const one = result({
        unit,
        votes: votes as never,
        ...(reporting && { reporting }),
        ballots: { cast: 7 },
      })
      const { digest, record } = one
      const byMode = Object.entries(votes).flatMap(([id, words]) => {
        const rest = Object.entries(words).filter(([word]) => word !== 'total')
        return rest.length === 0 ? [] : [[id, Object.fromEntries(rest)] as const]
      })
      const wanted = {
        digest,
        votes: Object.fromEntries(Object.entries(votes).map(([id, { total }]) => [id, total])),
        ...(byMode.length > 0 && { modes: Object.fromEntries(byMode) }),
        ...reporting,
        ballotsCast: 7,
        within: record.unit.within,
        unitName: 'anoka',
      }
      // As texts: the state is archived as it is written.
      expect(JSON.stringify(figuresOf(one))).toBe(JSON.stringify(wanted))
      const change = { record, digest } as unknown as Change
      expect(JSON.stringify(figuresAfter(change, 4))).toBe(JSON.stringify({ ...wanted, revision: 4 }))
    }),
  )
})
