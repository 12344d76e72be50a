import { describe, expect, test } from 'vitest'
import { json } from '../../engine/decode/json.ts'
import { jmespath } from '../../engine/select/jmespath.ts'
import { constructed, refused, selected } from './selecting.ts'

const decoder = json.create({}, { position: () => undefined, report: () => undefined })
const document = JSON.stringify({
  updated: '6:27 p.m.',
  races: [
    {
      title: 'Governor',
      candidates: [
        { name: 'Ada', votes: 10 },
        { name: 'Ben', votes: 7 },
      ],
    },
    { title: 'Sheriff', candidates: [] },
    { title: 'Judge', candidates: [{ name: 'Cy', votes: 3 }] },
  ],
  'odd name': [1],
  empty: [],
})
const rowsOf = (options: unknown) => selected(jmespath, options, decoder, document)
const refusal = (options: unknown) => refused(jmespath, options, decoder, document)

describe('jmespath', () => {
  test('gives nodes in order, each with its path in the document', async () => {
    expect(await rowsOf('races[].candidates[]')).toEqual([
      { value: { name: 'Ada', votes: 10 }, place: '$.races[0].candidates[0]' },
      { value: { name: 'Ben', votes: 7 }, place: '$.races[0].candidates[1]' },
      { value: { name: 'Cy', votes: 3 }, place: '$.races[2].candidates[0]' },
    ])
  })

  test('places what an expression makes anew at its first node, else at the root', async () => {
    expect(await rowsOf('races[].{title: title, all: candidates}')).toMatchObject([
      { place: '$.races[0].candidates' },
      { place: '$.races[1].candidates' },
      { place: '$.races[2].candidates' },
    ])
    expect(await rowsOf('races[].title')).toMatchObject([{ place: '$' }, { place: '$' }, { place: '$' }])
  })

  test('gives every row what is said once in the document', async () => {
    const [first] = await rowsOf({ rows: 'races[0:1]', with: { as_of: 'updated' } })
    expect(first).toMatchObject({ place: '$.races[0]', value: { title: 'Governor', as_of: '6:27 p.m.' } })
  })

  test('hands rows on in batches, all of them', async () => {
    const many = JSON.stringify({ rows: Array.from({ length: 1_234 }, (_, id) => ({ id })) })
    const rows = await selected(jmespath, 'rows[]', decoder, many)
    expect(rows.map(({ value }) => (value as { id: number }).id)).toEqual([...Array(1_234).keys()])
    expect(rows[1_200]?.place).toBe('$.rows[1200]')
  })

  test('an empty list gives no rows: the check of rows judges it', async () => {
    expect(await rowsOf('empty[]')).toEqual([])
  })

  test('an expression that leads nowhere is an error that says what there is', async () => {
    expect(await refusal('race[].candidates[]')).toEqual({
      code: 'SELECT_NOTHING',
      message: 'The expression (race[].candidates[]) matches nothing.',
      hint: 'The document has updated, races, odd name, empty. Has the layout of the source changed? Look at the raw bytes and correct select.',
      place: '$',
    })
    expect(await refusal({ rows: 'races', with: { as_of: 'update' } })).toMatchObject({
      code: 'SELECT_NOTHING',
      message: 'The expression (update) matches nothing.',
    })
  })

  test.each([
    ['updated[].x', 'updated is the string "6:27 p.m.", not a list.'],
    ['races.title', 'races is a list, not an object.'],
    ['"odd name".x.y', '"odd name" is a list, not an object.'],
    ['data[].x', 'data is an object, not a list. It has rows, count.'],
    ['data.row[]', 'data has rows, count.'],
    ['data.count[?x]', 'data.count is the number 2, not a list.'],
  ])('%s says how far it led', async (expression, found) => {
    const text = JSON.stringify({ ...JSON.parse(document), data: { rows: [], count: 2 } })
    const { hint } = (await refused(jmespath, expression, decoder, text)) as { hint: string }
    expect(hint.replace(/ Has the layout.*/, '')).toBe(found.replace('"odd name"', 'odd name'))
  })

  test('an error shows no more than the beginning of a text', async () => {
    const page = JSON.stringify({ page: 'x'.repeat(100_000) })
    const { message } = await refused(jmespath, 'page', decoder, page)
    expect(message.length).toBeLessThan(200)
  })

  test.each([
    ['updated', 'SELECT_NO_LIST', 'The expression updated gives the string "6:27 p.m.", not a list of rows.'],
    ['races[0]', 'SELECT_NO_LIST', 'The expression races[0] gives an object, not a list of rows.'],
    [
      'sum(races)',
      'SELECT_FAILED',
      'The expression sum(races) can not be used on this document: sum() expected argument 1 to be type Array<number> but received type array instead.',
    ],
  ])('%s is %s', async (expression, code, message) => {
    expect(await refusal(expression)).toMatchObject({ code, message, place: '$' })
  })

  test('a value of the document never hides one of the row', async () => {
    expect(await refusal({ rows: 'races', with: { title: 'updated' } })).toMatchObject({
      code: 'SELECT_NAME_TAKEN',
      place: '$.races[0]',
    })
    expect(await refusal({ rows: '"odd name"', with: { as_of: 'updated' } })).toMatchObject({
      code: 'SELECT_NO_OBJECT',
    })
  })
})

describe('levels', () => {
  test('give a row for each innermost node, with the nodes that contain it', async () => {
    const each = { race: 'races[]', candidate: 'candidates[]' }
    expect(await rowsOf({ each, with: { as_of: 'updated' } })).toEqual([
      {
        value: { race: { title: 'Governor' }, candidate: { name: 'Ada', votes: 10 }, as_of: '6:27 p.m.' },
        place: '$.races[0].candidates[0]',
      },
      {
        value: { race: { title: 'Governor' }, candidate: { name: 'Ben', votes: 7 }, as_of: '6:27 p.m.' },
        place: '$.races[0].candidates[1]',
      },
      {
        value: { race: { title: 'Judge' }, candidate: { name: 'Cy', votes: 3 }, as_of: '6:27 p.m.' },
        place: '$.races[2].candidates[0]',
      },
    ])
  })

  test('leave out the list that the next level goes through, and nothing else', async () => {
    const texts = { races: [{ title: 'A', 'odd name': { all: [1, 2] }, rest: [3] }] }
    const rows = await selected(
      jmespath,
      { each: { race: 'races[]', number: '"odd name".all[]' } },
      decoder,
      JSON.stringify(texts),
    )
    expect(rows).toEqual(
      [1, 2].map((number) => ({ value: { race: { title: 'A', rest: [3] }, number }, place: '$.races[0]' })),
    )
  })

  test('may be the members of an object, whose names are no values elsewhere', async () => {
    const text = JSON.stringify({
      counties: {
        Cook: { reporting: 3, choices: { ada: 7, ben: 0 } },
        Pope: { reporting: 1, choices: {} },
        Will: { reporting: 2, choices: { ada: 1 } },
      },
    })
    const each = { county: { members: 'counties' }, choice: { members: 'choices' } }
    expect(await selected(jmespath, { each }, decoder, text)).toEqual(
      [
        ['Cook', 3, 'ada', 7],
        ['Cook', 3, 'ben', 0],
        ['Will', 2, 'ada', 1],
      ].map(([county, reporting, choice, value]) => ({
        value: { county: { key: county, value: { reporting } }, choice: { key: choice, value } },
        place: `$.counties.${county}`,
      })),
    )
    const refusedBy = (expression: string) =>
      refused(jmespath, { each: { a: { members: expression } } }, decoder, text)
    expect(await refusedBy('keys(counties)')).toMatchObject({
      code: 'SELECT_NO_MEMBERS',
      message: 'The expression keys(counties) gives a list, not an object with members.',
    })
    expect(await refusedBy('county')).toMatchObject({ code: 'SELECT_NOTHING' })
  })

  test('that one node lacks are an error at this node: silence would be votes that are lost', async () => {
    const text = JSON.stringify({ races: [{ candidates: [{ name: 'Ada' }] }, { candidate: [] }] })
    const each = { race: 'races[]', candidate: 'candidates[]' }
    expect(await refused(jmespath, { each }, decoder, text)).toMatchObject({
      code: 'SELECT_NOTHING',
      hint: expect.stringMatching(/^The document has candidate\./),
      place: '$.races[1]',
    })
  })

  test.each([
    [{ each: { race: 'races[]' }, rows: 'races[]' }, 'Both rows and each are given.'],
    [{ with: { as_of: 'updated' } }, 'Neither rows nor each is given.'],
  ])('and rows exclude one another: %j', (options, message) => {
    expect(constructed(jmespath, options).problems).toMatchObject([{ code: 'SELECT_ROWS_OR_EACH', message }])
  })

  test('have each their own place in the spec', () => {
    const { problems } = constructed(jmespath, {
      each: { race: 'races[', candidate: 'c]', x: { members: 'a]' } },
    })
    expect(problems.map(({ at }) => [at?.file, at?.column])).toEqual([
      ['each.race', 7],
      ['each.candidate', 2],
      ['each.x.members', 2],
    ])
  })
})

describe('what is wrong with an expression is said before the first byte', () => {
  test.each([
    ['races[', 7, 'it ends too early'],
    ['races[].', 9, 'it ends too early'],
    ['races[].ballot-measures', 15, '"-measures" does not fit there'],
    ['races[]]', 8, '"]" does not fit there'],
    ['races..x', 7, '".x" does not fit there'],
    ['{a: b', 6, 'it ends too early'],
    ['races[?votes = `1`]', 14, '"= `1`]" does not fit there'],
    ['races[*].#', 10, '"#" does not fit there'],
  ])('%s, column %i', (expression, column, problem) => {
    expect(constructed(jmespath, expression).problems).toMatchObject([
      { code: 'SELECT_SYNTAX', at: { line: 1, column }, message: `This is no JMESPath: ${problem}.` },
    ])
  })

  test('an unknown function is named, with the one that was meant', () => {
    const { problems } = constructed(jmespath, 'races[?start_with(title, `G`)]')
    expect(problems).toMatchObject([{ code: 'SELECT_UNKNOWN_FUNCTION', at: { column: 8 } }])
    expect(problems[0]?.hint).toMatch(/^Did you mean starts_with\?/)
  })

  test('each expression has its own place', () => {
    const { problems } = constructed(jmespath, { rows: 'a[', with: { x: 'b]' } })
    expect(problems.map(({ at }) => [at?.file, at?.column])).toEqual([
      ['rows', 3],
      ['with.x', 2],
    ])
  })
})
