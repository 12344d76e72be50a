import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { figureAsked, figureText, findFigure, unknownFigure } from '../../engine/cli/figure.ts'
import type { FeedId } from '../../engine/model/ids.ts'
import type { ListedResult } from '../../engine/results/store.ts'
import { county, result as resultOf, type Said, state } from '../helpers/examined.ts'

const listed = (said: Said, more: Partial<ListedResult> = {}): ListedResult => {
  const { key, record } = resultOf(said)
  return {
    feed: 'us-mn' as FeedId,
    key,
    revision: 1,
    capturedAt: '2020-11-04T05:00:00Z',
    record,
    derived: false,
    ...more,
  }
}
const aitkin = listed({ unit: county('aitkin'), votes: { biden: { total: 9, electionDay: 4 }, trump: 8 } })

describe('the name of a figure', () => {
  test('leads back to the selection, and to a mode of it', () => {
    const name = `mn/president/${county('aitkin')}/biden`
    expect(figureText(aitkin, 'biden')).toBe(name)
    expect(findFigure(name, [aitkin])).toEqual([{ result: aitkin, selection: 'biden', mode: undefined }])
    for (const mode of ['electionDay', 'election_day'])
      expect(findFigure(`${name}.${mode}`, [aitkin])).toMatchObject([{ mode: 'electionDay' }])
  })

  test('means the longest unit that it begins with', () => {
    const above = listed({ unit: state, votes: { 'county:aitkin/biden': 1, biden: 17 } })
    const found = findFigure(figureText(aitkin, 'biden'), [above, aitkin])
    expect(found.map(({ result }) => result.key)).toEqual([aitkin.key])
  })

  test('means what the feed gives before the sum of its parts', () => {
    const own = listed({ unit: state, votes: { biden: 17 } })
    const sum = listed({ unit: state, votes: { biden: 16 } }, { derived: true, parts: 87 })
    expect(findFigure(figureText(own, 'biden'), [own, sum])).toMatchObject([{ result: { derived: false } }])
  })

  test('means both of two feeds that give it', () => {
    const other = listed({ unit: county('aitkin'), votes: { biden: 9 } }, { feed: 'us-mn-aitkin' as FeedId })
    expect(findFigure(figureText(aitkin, 'biden'), [aitkin, other])).toHaveLength(2)
  })

  test('is found again for every id that a selection may have', () => {
    const ids = fc.stringMatching(/^[a-z0-9.:/_-]{1,20}$/)
    fc.assert(
      fc.property(ids, (id) => {
        const one = listed({ unit: county('aitkin'), votes: { [id]: 5 } })
        expect(findFigure(figureText(one, id), [one])).toMatchObject([{ selection: id, mode: undefined }])
      }),
    )
  })

  test('may carry a time, as it was typed', () => {
    expect(figureAsked('a/b/c@2024-11-05T22:00:00-05:00')).toEqual({
      figure: 'a/b/c',
      time: '2024-11-05T22:00:00-05:00',
    })
    expect(figureAsked('a/b/c')).toEqual({ figure: 'a/b/c', time: undefined })
    expect(figureAsked('a/b/c@22:00')).toEqual({ figure: 'a/b/c', time: '22:00' })
  })

  test('that is a result, and no figure of it, is answered with the figures there are', () => {
    const asked = `mn/president/${county('aitkin')}`
    expect(findFigure(asked, [aitkin])).toEqual([])
    expect(unknownFigure(asked, [aitkin])).toMatchObject({
      code: 'CLI_FIGURE_UNKNOWN',
      hint: /aitkin\/trump/,
    })
  })
})
