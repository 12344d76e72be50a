import { describe, expect, test } from 'vitest'
import { json } from '../../engine/decode/json.ts'
import { xml } from '../../engine/decode/xml.ts'
import { refusal } from '../conformance/decoder.ts'

const site = { position: () => undefined, report: (error: Error) => expect.fail(error.message) }
const ofJson = json.create({}, site)
const ofXml = xml.create({ rows: ['R/a'] }, site)

describe('what an analyst is told of a body that is broken', () => {
  test.each([
    ['', 'The body is empty.'],
    [' \r\n', 'The body has 3 bytes of white space and nothing else.'],
  ])('%j', async (body, message) => {
    expect(await refusal(ofJson, body)).toMatchObject({ code: 'DECODE_EMPTY', message })
  })

  test('a message of an error in another format may be no new format', async () => {
    const error = await refusal(ofJson, '<?xml version="1.0"?>\n<Error><Code>AccessDenied</Code></Error>\n')
    expect(error).toMatchObject({ code: 'DECODE_CONTRADICTED', place: 'L1' })
    expect(error.hint).toContain('may answer with an error')
  })

  test.each([
    ['JSON', ofJson, '{"a": 1}\n', 'L2:1'],
    ['XML', ofXml, '<?xml version="1.0"?><R><a/></R>\n', 'L2:7'],
  ] as const)('%s that was written twice is not called cut off', async (_, decoder, body, place) => {
    const error = await refusal(decoder, body + body)
    expect(error).toMatchObject({ code: 'DECODE_FAILED', place })
    expect(error.hint).toContain('written twice')
    expect((await refusal(decoder, body.slice(0, -4))).hint).toContain('cut off in transit')
  })
})
