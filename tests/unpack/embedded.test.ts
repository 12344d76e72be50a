import { describe, expect, test } from 'vitest'
import { bodyOf } from '../../engine/flow/collect.ts'
import { embedded } from '../../engine/unpack/embedded.ts'
import { failure, inPieces, unpacked } from '../conformance/unpacker.ts'
import { collectingSite } from '../source/fetching.ts'

type Options = Parameters<typeof embedded.create>[0]
const unpacker = (options: Options) => {
  const site = collectingSite()
  const made = embedded.create(options, site)
  expect(site.errors.map(({ message }) => message)).toEqual([])
  return made
}
const inside = async (options: Options, text: string | Uint8Array) =>
  (await unpacked(unpacker(options), inPieces(Buffer.from(text), 7)))[0]?.[1]
const failing = (options: Options, text: string) => failure(unpacked(unpacker(options), bodyOf(text)))

const json = '{"contests":[{"title":"Mayor <b>&amp; \\u2019 José</b>"}]}'
const page = `<!doctype html><p>x</p><script id="data" type="application/json">${json}</script><div data-all='[1]'>`
describe('what lies inside', () => {
  test.each<[string, Options, string, string]>([
    ['an element of a page', { css: 'script#data' }, page, json],
    ['an attribute', { css: 'div', attribute: 'data-all' }, page, '[1]'],
    [
      'an answer of a service, with its signs as they were',
      { xml: 'GetResult' },
      '<?xml version="1.0"?><s:E xmlns:s="u"><GetResult>[{"n":"A &amp; &#x2019;"}]</GetResult></s:E>',
      '[{"n":"A & ’"}]',
    ],
    [
      'an element with its own CDATA',
      { xml: 'R' },
      '<E><R><![CDATA[<votes n="1"/>]]></R></E>',
      '<votes n="1"/>',
    ],
    ['a text of JSON', { json: 'd.csv' }, '{"d":{"csv":"a,b\\n1,2"}}', 'a,b\n1,2'],
    ['a script', { after: 'var data = ', before: ';\\s*\\nrender' }, `var data = ${json};\nrender()`, json],
    ['a call', { after: '^(/\\*\\*/)?\\w+\\(', before: '\\);?\\s*$' }, `/**/got(${json});\n`, json],
    ['an element, and there behind a sign', { css: 'script', after: 'x = ' }, `<script>x = 1</script>`, '1'],
    ['all up to a sign', { before: '<!--' }, '[]<!-- 3 ms -->', '[]'],
  ])('%s', async (_, options, text, expected) => {
    expect(await inside(options, text)).toBe(expected)
  })

  test('is utf-8, whatever the page is', async () => {
    const bytes = Buffer.from('<pre>José</pre>', 'latin1')
    expect(await inside({ css: 'pre', encoding: 'windows-1252' }, bytes)).toBe('José')
    const error = await failure(unpacked(unpacker({ css: 'pre' }), bodyOf(bytes)))
    expect(error.code).toBe('UNPACK_EMBEDDED')
    expect(error.message).toContain('its text is not utf-8')
  })

  test.each<[string, Options, string, string]>([
    ['none', { css: 'script#data' }, '<title>maintenance</title>', '0 elements are "script#data"'],
    ['several', { css: 'p' }, '<p>1</p><p>2</p>', '2 elements are "p", where one should be'],
    ['no attribute', { css: 'p', attribute: 'title' }, '<p>', 'has no attribute "title"'],
    ['blank', { css: 'p' }, '<p> </p>', 'blank'],
    ['no JSON', { json: 'd' }, '<html>', 'JSON'],
    ['no text', { json: 'd' }, '{"d":[1]}', 'd leads to no text'],
    ['no beginning', { after: 'data = ' }, '<html>', 'nothing matches data = '],
    ['no end', { after: 'data = ', before: ';$' }, 'data = [1', 'nothing behind it matches ;$'],
  ])('is an error where there is %s', async (_, options, text, problem) => {
    const error = await failing(options, text)
    expect(error.code).toBe('UNPACK_EMBEDDED')
    expect(error.message).toContain(problem)
  })

  test('is no more than may be unpacked', async () => {
    const limits = { inflatedBytes: 10, members: 1 }
    const error = await failure(unpacked(unpacker({ css: 'p' }), bodyOf('<p>12345678</p>'), limits))
    expect(error.code).toBe('UNPACK_TOO_LARGE')
  })

  test.each<[Options, string, string]>([
    [{ css: 'p', json: 'a' }, 'UNPACK_UNCLEAR', 'Both css and json say where to look'],
    [{ json: 'a', attribute: 'b' }, 'UNPACK_UNCLEAR', 'Only an element has an attribute'],
    [{ encoding: 'utf-8' }, 'UNPACK_UNCLEAR', 'Nothing says where to look'],
    [{ css: 'p..x' }, 'SELECT_SYNTAX', 'There is no name behind'],
    [{ json: 'a[' }, 'SELECT_SYNTAX', 'JMESPath'],
    [{ after: '(' }, 'UNPACK_PATTERN', '"(" is no regular expression'],
  ])('%j is a problem of the spec', (options, code, problem) => {
    const site = collectingSite()
    embedded.create(options, site)
    expect(site.errors).toMatchObject([{ code }])
    expect(site.errors[0]?.message).toContain(problem)
  })
})
