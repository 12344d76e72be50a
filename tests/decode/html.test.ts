import { describe, expect, test } from 'vitest'
import { html } from '../../engine/decode/html.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import type { MarkupNode } from '../../engine/model/row.ts'
import { decoded, decoderConformance, refusal } from '../conformance/decoder.ts'

const site = { position: () => undefined, report: () => {} }
const decoder = html.create({}, site)

async function page(text: string | Uint8Array, by = decoder): Promise<MarkupNode> {
  const { document } = await decoded(by, bodyOf(text))
  if (document.shape !== 'markup') throw new Error(document.shape)
  return document.root
}
const inBody = (body: string): Promise<MarkupNode> => page(`<html><body>${body}</body></html>`)

// Pages of XHTML begin as XML does.
decoderConformance(['an HTML page', 'XML'], {
  decoder,
  input: `<!DOCTYPE html>
<html><head><title>Results</title></head><body>
<table id="r"><tr><th>Name<th>Votes
<tr class="c"><td>Ada Doña<td>1,204
<tr class="c"><td>Ben &amp; Co<td>77</tr></table>
</body></html>
`,
  // Behind </body> browsers need nothing.
  spare: '</html>\n'.length,
  broken: [
    ['<html><body>\n<table>\n<tr><td>1', 'DECODE_FAILED', 'L3'],
    ['<html><body><p>1</p>\n', 'DECODE_FAILED', 'L2'],
    ['<table><tr><td>1</td></tr>', 'DECODE_FAILED', 'L1'],
    ['<p>1</p><!-- and', 'DECODE_FAILED', 'L1'],
    ['<p>1</p>\n<a href="x', 'DECODE_FAILED', 'L2'],
    ['Results: none', 'DECODE_FAILED', 'L1'],
  ],
  inExcerpt: 'a page has no rows before select takes them',
  nested: (levels) =>
    `<div>`.repeat(levels - 2).replace(/^/, '<html><body>') + '</div>'.repeat(levels - 2) + '</body></html>',
})

describe('html', () => {
  test('a node knows its text, attributes, place and what is below it', async () => {
    const root = await page(
      '<html><body>\n<table>\n<tr class="a b"><td>1</td><td> 2\n<b>3</b></td></tr>\n</table></body></html>',
    )
    const [row] = root.select('tr')
    expect(row?.place).toBe('L3')
    expect(row?.attribute('class')).toBe('a b')
    expect(row?.attribute('id')).toBeUndefined()
    expect(row?.attribute('constructor')).toBeUndefined()
    expect(row?.select('td').map(({ text, place }) => [text, place])).toEqual([
      ['1', 'L3:17'],
      ['2 3', 'L3:27'],
    ])
  })

  test('the same element is the same node, however it was found', async () => {
    const root = await inBody('<p id="a">1</p>')
    expect(root.select('p')[0]).toBe(root.select('#a')[0])
  })

  test.each([
    ['cells and blocks part words', '<td>1</td><td>2</td>', '12', '1 2'],
    ['line breaks part words', 'Wake<br>County', '', 'Wake County'],
    ['inline elements do not', 'Wa<b>k</b>e', '', 'Wake'],
    ['entities and hard spaces are read', 'Ben&nbsp;&amp;&#32;Co', '', 'Ben & Co'],
    ['scripts and styles are not seen', '1<script>2</script><style>3</style>', '', '1'],
  ])('%s', async (_, body, __, text) => {
    const wrapped = body.startsWith('<td') ? `<table><tr>${body}</tr></table>` : `<p>${body}</p>`
    expect((await inBody(wrapped)).text).toBe(text)
  })

  test('reads the encoding of the spec, whatever the page says of itself', async () => {
    const bytes = Buffer.from(
      '<html><head><meta charset="utf-8"></head><body><p>Do\xf1a</p></body></html>',
      'latin1',
    )
    const latin = html.create({ encoding: 'latin-1' }, site)
    expect((await page(bytes, latin)).text).toBe('Doña')
    expect(await refusal(decoder, bytes)).toMatchObject({ code: 'DECODE_ENCODING' })
  })

  test('unclosed cells and rows are fine: browsers close them', async () => {
    const root = await inBody('<table><tr><td>1<td>2<tr><td>3</table>')
    expect(root.select('tr').map((row) => row.select('td').map(({ text }) => text))).toEqual([
      ['1', '2'],
      ['3'],
    ])
  })

  test('shows the raw text of a row', () => {
    const body = Buffer.from('<html><body>\n<tr class="c"><td>Ada<td>1,204</tr>\n</body></html>')
    expect(decoder.excerpt(body, 'L2')).toEqual({ line: 2, text: '<tr class="c"><td>Ada<td>1,204</tr>' })
  })
})
