import { describe, expect, test } from 'vitest'
import { xml } from '../../engine/decode/xml.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import type { Json } from '../../engine/model/json.ts'
import { decoded, decoderConformance, refusal } from '../conformance/decoder.ts'

type Options = Parameters<typeof xml.create>[0]
const decoder = (options: Options): ReturnType<typeof xml.create> =>
  xml.create(options, { position: () => undefined, report: () => undefined })
const valuesOf = async (text: string, options: Options): Promise<Json[]> =>
  (await decoded(decoder(options), bodyOf(text))).rows.map(({ value }) => value)

const count = `<Count><Contest id="1">
  <Selection><Party>Green</Party><Votes>30</Votes></Selection>
  <Selection><Person>Ada</Person><Votes>20</Votes></Selection>
  <Selection><Person>Ben</Person><Votes>10</Votes></Selection>
  <Selection><Party>Red</Party><Votes>5</Votes></Selection>
  <Selection><Person>Cy</Person><Votes>5</Votes></Selection>
</Contest><Contest id="2">
  <Selection><Person>Di</Person><Votes>1</Votes></Selection>
</Contest></Count>
`
const parties = { rows: ['Count/Contest/Selection'], carry: { party: 'Count/Contest/Selection[Party]' } }

decoderConformance(['XML', 'a workbook in XML (SpreadsheetML)'], {
  decoder: decoder(parties),
  input: count,
  spare: 1,
  broken: [['<Count><Contest>\n<Selection></Contest></Count>', 'DECODE_FAILED', 'L2:22']],
  nested: (levels) => '<Count>'.repeat(1) + '<a>'.repeat(levels - 1) + '</a>'.repeat(levels - 1) + '</Count>',
  inExcerpt: ({ value }) => [(value as { Votes: string }).Votes],
})

describe('elements beside rows', () => {
  test('stand in the rows after them, until the next one, and no longer than their parent', async () => {
    const rows = (await valuesOf(count, parties)) as { Person?: string; party?: { Party: string } }[]
    expect(rows.map(({ Person, party }) => `${Person} ${party?.Party}`)).toEqual([
      'undefined undefined',
      'Ada Green',
      'Ben Green',
      'undefined Green',
      'Cy Red',
      'Di undefined',
    ])
  })

  test('need be no rows, and may be texts; rows may lie deeper than they', async () => {
    const page = '<page><h>One</h><t><r>1</r></t><h>Two</h><t><r>2</r><r>3</r></t></page>'
    expect(await valuesOf(page, { rows: ['page/t/r'], carry: { heading: 'page/h' } })).toEqual([
      { text: '1', element: 'r', heading: 'One', t: {}, page: expect.anything() as unknown },
      { text: '2', element: 'r', heading: 'Two', t: {}, page: expect.anything() as unknown },
      { text: '3', element: 'r', heading: 'Two', t: {}, page: expect.anything() as unknown },
    ])
  })

  test('whose name a row has already are an error', async () => {
    const taken = { rows: ['Count/Contest/Selection'], carry: { Votes: 'Count/Contest/Selection[Party]' } }
    expect(await refusal(decoder(taken), count)).toMatchObject({ code: 'DECODE_NAME_TAKEN', place: 'L3' })
  })
})

test('a news feed (RSS) is XML: its items are rows, and HTML in CDATA is a text', async () => {
  const feed = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Results &amp; turnout</title>
<item><title>Governor</title><guid isPermaLink="false">41</guid>
<description><![CDATA[<b>Ada Ames</b>: 1,204<br/>Ben Berg: 77]]></description></item>
</channel></rss>
`
  expect(await valuesOf(feed, { rows: ['rss/channel/item'] })).toEqual([
    {
      title: 'Governor',
      guid: { isPermaLink: 'false', text: '41' },
      description: '<b>Ada Ames</b>: 1,204<br/>Ben Berg: 77',
      element: 'item',
      channel: { title: 'Results & turnout' },
      rss: { version: '2.0' },
    },
  ])
})
