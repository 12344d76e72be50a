import { describe, expect, test } from 'vitest'
import { html } from '../../engine/decode/html.ts'
import { css } from '../../engine/select/css.ts'
import { constructed, refused, selected } from './selecting.ts'

const decoder = html.create({}, { position: () => undefined, report: () => undefined })
const page = `<!DOCTYPE html>
<html><body>
<p id="as-of">Updated <b>9:14 PM</b></p>
<div id="results">
<h3>Governor</h3>
<table class="r">
<tr><th>Name</th><th>Votes</th></tr>
<tr class="c"><td>Ada</td><td>1,204</td></tr>
<tr class="c"><td>Ben <img alt="incumbent"></td><td>77</td></tr>
</table>
<h3>Sheriff</h3>
<table class="r">
<tr class="c"><td>Cy</td><td>5</td></tr>
</table>
</div>
<table id="later"><tbody></tbody></table>
<table><tr class="c"><td>not a result</td></tr></table>
</body></html>
`
const rowsOf = (options: unknown) => selected(css, options, decoder, page)
const refusal = (options: unknown) => refused(css, options, decoder, page)

describe('css', () => {
  test('reads of a row its own text, and of the elements before it what it is about', async () => {
    const text =
      '<html><h3>Mayor</h3><p class="n">Ada</p><p class="f">3</p><div><p class="n">Ben</p></div><p class="f" data-id="7">4</p></html>'
    const id = { css: ':scope', attribute: 'data-id' }
    const options = { rows: 'p.f', cells: { votes: ':scope', id }, headings: { contest: 'h3', name: 'p.n' } }
    expect((await selected(css, options, decoder, text)).map(({ value }) => value)).toEqual([
      { contest: 'Mayor', name: 'Ada', votes: '3' },
      { contest: 'Mayor', name: 'Ben', votes: '4', id: '7' },
    ])
  })

  test.each([
    [
      'a row',
      '<tr hidden class="c"><td>Ada</td><td class="v">3</td></tr>',
      { place: 'L1:14', rows: [['Ben', '4']] },
    ],
    [
      'what a row lies in',
      '<tbody style="display:none"><tr class="c"><td>Ada</td><td class="v">3</td></tr></tbody>',
      { place: 'L1:42', rows: [['Ben', '4']] },
    ],
    [
      'a cell',
      '<tr class="c"><td>Ada</td><td class="v" style="visibility: hidden">3</td></tr>',
      {
        place: 'L1:40',
        rows: [
          ['Ada', undefined],
          ['Ben', '4'],
        ],
      },
    ],
  ])(
    '%s that the page hides is an error, unless the spec says what it is',
    async (_, hidden, { place, rows }) => {
      const text = `<html><table>${hidden}<tbody><tr class="c"><td>Ben</td><td class="v">4</td></tr></tbody></table></html>`
      const options = { rows: 'tr.c', cells: { name: 'td:first-child', votes: 'td.v' } }
      expect(await refused(css, options, decoder, text)).toMatchObject({
        code: 'SELECT_HIDDEN',
        place,
      })
      const of = async (option: string): Promise<unknown> =>
        (await selected(css, { ...options, hidden: option }, decoder, text)).map(({ value }) => {
          const { name, votes } = value as Record<string, string>
          return [name, votes]
        })
      expect(await of('skip')).toEqual(rows)
      expect(await of('read')).toEqual([
        ['Ada', '3'],
        ['Ben', '4'],
      ])
    },
  )

  test('gives each row its cells, the headings above it and what the page says once', async () => {
    const rows = await rowsOf({
      rows: 'tr.c',
      within: '#results',
      headings: { contest: 'h3' },
      cells: {
        name: 'td:nth-child(1)',
        votes: 'td:nth-child(2)',
        note: { css: 'img', attribute: 'alt' },
      },
      page: { updated: '#as-of' },
    })
    expect(rows).toEqual([
      {
        place: 'L8',
        value: { updated: 'Updated 9:14 PM', contest: 'Governor', name: 'Ada', votes: '1,204' },
      },
      {
        place: 'L9',
        value: {
          updated: 'Updated 9:14 PM',
          contest: 'Governor',
          name: 'Ben',
          votes: '77',
          note: 'incumbent',
        },
      },
      { place: 'L13', value: { updated: 'Updated 9:14 PM', contest: 'Sheriff', name: 'Cy', votes: '5' } },
    ])
  })

  test('without cells, a row is the texts of its cells', async () => {
    expect(await rowsOf({ rows: 'table.r tr' })).toMatchObject([
      { place: 'L7', value: { cells: ['Name', 'Votes'] } },
      { place: 'L8', value: { cells: ['Ada', '1,204'] } },
      { place: 'L9', value: { cells: ['Ben', '77'] } },
      { place: 'L13', value: { cells: ['Cy', '5'] } },
    ])
  })

  test('a container that is there and empty gives no rows: the check of rows judges it', async () => {
    expect(await rowsOf({ rows: 'tr', within: '#later' })).toEqual([])
  })

  test.each([
    [{ rows: 'tr.candidate' }, 'select.css.rows (tr.candidate) matches nothing.'],
    [{ rows: 'tr', within: '#result' }, 'select.css.within (#result) matches nothing.'],
    [{ rows: 'tr.c', headings: { contest: 'h4' } }, 'select.css.headings.contest (h4) matches nothing.'],
    [{ rows: 'tr.c', cells: { votes: 'td.votes' } }, 'select.css.cells.votes (td.votes) matches nothing.'],
    [{ rows: 'tr.c', page: { updated: '#asof' } }, 'select.css.page.updated (#asof) matches nothing.'],
  ])('%j matches nothing, and says what', async (options, message) => {
    expect(await refusal(options)).toMatchObject({ code: 'SELECT_NOTHING', message })
  })

  test('a page that lacks everything is said to lack its rows', async () => {
    const all = { headings: { contest: 'h4' }, page: { updated: '#asof' }, cells: { votes: 'td.votes' } }
    const [noRows, noContainer] = await Promise.all([
      refusal({ rows: 'tr.candidate', ...all }),
      refusal({ rows: 'tr.c', within: '#result', ...all }),
    ])
    expect(noRows.message).toBe('select.css.rows (tr.candidate) matches nothing.')
    expect(noContainer.message).toBe('select.css.within (#result) matches nothing.')
  })

  test('what stands in the page more than once is an error at the second of them', async () => {
    expect(await refusal({ rows: 'tr.c', page: { title: 'h3' } })).toMatchObject({
      code: 'SELECT_AMBIGUOUS',
      message: '"title" (h3) matches 2 elements where one is meant.',
      place: 'L11',
    })
  })

  test('a cell that could be two is an error, not the first of them', async () => {
    expect(await refusal({ rows: 'tr.c', cells: { name: 'td' } })).toMatchObject({
      code: 'SELECT_AMBIGUOUS',
      message: '"name" (td) matches 2 elements where one is meant.',
      place: 'L8:27',
    })
  })

  test('what is no selector is said before the first byte, at its place', () => {
    const { problems } = constructed(css, {
      rows: 'tr[',
      cells: { name: 'td:nth-kid(1)', votes: 'td' },
      page: { votes: '#v' },
    })
    expect(problems.map(({ code, at }) => [code, at?.file])).toEqual([
      ['SELECT_SYNTAX', 'rows'],
      ['SELECT_SYNTAX', 'cells.name'],
      ['SELECT_NAME_TAKEN', 'page.votes'],
    ])
  })
})

test.each([
  ['table..x tr', 'There is no name behind "."'],
  ['table.a. tr', 'There is no name behind "."'],
  ['td >', 'Nothing stands behind ">"'],
  ['tr:not(td + )', 'Nothing stands behind "+"'],
  ['tr ~ , td', 'Nothing stands behind "~"'],
  [' ', 'It selects nothing'],
])('%j is no selector, however the library takes it', (rows, said) => {
  expect(constructed(css, { rows }).problems.map(({ code, message }) => [code, message])).toEqual([
    ['SELECT_SYNTAX', `This is no CSS selector: ${said}.`],
  ])
})

test.each([
  'table.results > tr',
  'tr:has(> td)',
  'td:nth-child(2n+1)',
  'td.\\31 x',
  'a[href$=".csv"]',
  "a[title='> .']",
  'td:contains(Sen. Smith >)',
  '.añb #é',
])('%j is one', (rows) => {
  expect(constructed(css, { rows }).problems).toEqual([])
})
