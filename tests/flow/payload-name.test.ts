import fc from 'fast-check'
import { expect, test } from 'vitest'
import { namedPayload, payloadName } from '../../engine/flow/payload-name.ts'

test('a payload is called like its request, and its item behind a slash', () => {
  expect(payloadName({ request: 'main' })).toBe('main')
  expect(payloadName({ request: 'counties', item: 'elm/east' })).toBe('counties/elm/east')
})

test('every name says its request and its item', () => {
  const request = fc.stringMatching(/^[a-z][a-z0-9_-]*$/)
  fc.assert(
    fc.property(request, fc.option(fc.string(), { nil: undefined }), (name, item) => {
      const payload = { request: name, ...(item !== undefined && { item }) }
      expect(namedPayload(payloadName(payload))).toEqual(payload)
    }),
  )
})
