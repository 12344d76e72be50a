import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { text } from '../../engine/decode/text-lines.ts'
import { FeedError } from '../../engine/errors/feed-error.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import { lines } from '../../engine/select/lines.ts'
import { roomy } from '../conformance/decoder.ts'
import { never, payloadOf } from '../conformance/unpacker.ts'
import { constructed } from '../select/selecting.ts'
import { describeReal, realFile } from './real-files.ts'

const specs = [
  'profiles/ess-el30',
  'profiles/ess-el45',
  'profiles/ess-group-detail',
  'us-ne-douglas/general-2008/feed',
]

describeReal('A report that no spec should read (ES&S EL116, names printed from top to bottom)', () => {
  test.each(specs)('is an error in the terms of %s, never figures', async (path) => {
    const spec = parse(readFileSync(`feeds/${path}.yaml`, 'utf8')) as { select: { lines: object } }
    const { made } = constructed(lines, spec.select.lines)
    const decoder = text.create(
      { printer_escapes: 'strip', encoding: 'cp437' },
      { position: () => undefined, report: (error) => expect.fail(error.message) },
    )
    const body = readFileSync(realFile('us-ca-colusa-ess-el116-2018', 'el116.txt'))
    const document = await decoder.decode(payloadOf(bodyOf(body)), roomy, never)
    const read = async (): Promise<number> => {
      let rows = 0
      for await (const batch of made.select(document, never)) rows += batch.length
      return rows
    }
    const error: unknown = await read().catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(FeedError)
    expect(error).toMatchObject({
      code: expect.stringMatching(/^SELECT_(LINE_UNKNOWN|PAGE|HEADING_OPEN)$/) as unknown,
    })
    expect((error as FeedError).place).toMatch(/^L\d+/)
  })
})
