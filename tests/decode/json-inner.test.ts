import { describe, expect, test } from 'vitest'
import { json } from '../../engine/decode/json.ts'
import type { FeedError } from '../../engine/errors/feed-error.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import { decoded, decoderConformance, refusal, roomy } from '../conformance/decoder.ts'

type Options = Required<Parameters<typeof json.create>[0]>
const decoder = (inner: Options['inner']): ReturnType<typeof json.create> =>
  json.create({ inner }, { position: () => undefined, report: () => undefined })
const treeOf = async (value: unknown, inner: Options['inner']): Promise<unknown> => {
  const { document } = await decoded(decoder(inner), bodyOf(JSON.stringify(value)))
  return document.shape === 'tree' ? document.root : undefined
}
const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64')

decoderConformance(['JSON'], {
  decoder: decoder([{ at: 'd' }]),
  input: '{"d": "{\\"races\\": [{\\"name\\": \\"Doña\\"}]}"}\n',
  spare: 1,
  broken: [
    ['{"d": "{\\"a\\": 1"}', 'DECODE_INNER', '$.d'],
    ['{"e": "{}"}', 'DECODE_INNER', '$'],
    ['{"d": {}}', 'DECODE_INNER', '$.d'],
    ['{"d": "{\\"a\\": 1, \\"a\\": 2}"}', 'DECODE_INNER', '$.d'],
  ],
  nested: (levels) => `{"d": "1", "e": ${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`,
  inExcerpt: 'a tree has no rows before select takes them',
})

describe('JSON in JSON', () => {
  test('becomes a part of the tree, in each item of a list, also out of base64 and inside of another', async () => {
    const given = {
      at: 7,
      records: [
        { name: 'Harbor', payload: base64({ inner: '[1, 2]' }) },
        { name: 'Valley', payload: null },
      ],
    }
    const inner: Options['inner'] = [{ at: 'records[].payload', encoded: 'base64' }]
    expect(await treeOf(given, inner)).toEqual({
      at: 7,
      records: [
        { name: 'Harbor', payload: { inner: '[1, 2]' } },
        { name: 'Valley', payload: null },
      ],
    })
    const one = { payload: base64({ inner: '[1, 2]' }) }
    expect(await treeOf(one, [{ at: 'payload', encoded: 'base64' }, { at: 'payload.inner' }])).toEqual({
      payload: { inner: [1, 2] },
    })
    expect(await treeOf(['"a"', '"b"'], [{ at: '[]' }])).toEqual(['a', 'b'])
  })

  test('has no deeper nesting than any other, and keys like all others', async () => {
    const deep = JSON.stringify({ d: `${'['.repeat(200)}${']'.repeat(200)}` })
    const error = await refusal(decoder([{ at: 'd' }]), deep, { ...roomy, depth: 100 })
    expect([error.code, (error.cause as FeedError).code]).toEqual(['DECODE_INNER', 'DECODE_TOO_DEEP'])
    const tree = (await treeOf({ d: '{"__proto__": {"votes": 1}}' }, [{ at: 'd' }])) as { d: object }
    expect(Object.keys(tree.d)).toEqual(['__proto__'])
  })

  test.each([
    ['%%%', 'it is no base64'],
    [Buffer.from([0xff, 0xfe, 0x41]).toString('base64'), 'its base64 holds no UTF-8 text'],
    [base64({ a: 1 }).slice(0, 4), 'The json is broken'],
  ])('%j is no base64 of JSON: %s', async (text, problem) => {
    const error = await refusal(decoder([{ at: 'd', encoded: 'base64' }]), JSON.stringify({ d: text }))
    expect([error.code, error.place]).toEqual(['DECODE_INNER', '$.d'])
    expect(error.message).toContain(problem)
  })

  test('is shown as the text that holds it', () => {
    const body = Buffer.from('{"d": "{\\"races\\": []}"}')
    expect(decoder([{ at: 'd' }]).excerpt(body, '$.d.races[3]')).toEqual({
      line: 1,
      text: '"{\\"races\\": []}"',
    })
    expect(decoder([]).excerpt(body, '$.d.races[3]')).toBeUndefined()
  })
})
