import fc from 'fast-check'
import { expect, test } from 'vitest'
import { secretForms } from '../../engine/flow/secret-forms.ts'
import { watchedBytes } from '../../engine/flow/watched-bytes.ts'

const longEnough = fc
  .string({ minLength: 6, maxLength: 40, unit: 'binary' })
  .filter((text) => text.isWellFormed())

test('whatever stands before and behind it in base64, a secret is found', () => {
  fc.assert(
    fc.property(longEnough, fc.string(), fc.string(), (value, before, behind) => {
      const forms = secretForms(value)
      const bytes = Buffer.from(before + value + behind)
      for (const encoding of ['base64', 'base64url'] as const) {
        const text = bytes.toString(encoding)
        expect(forms.some((form) => text.includes(form))).toBe(true)
      }
    }),
  )
})

test('in an address, a form and JSON it is found', () => {
  fc.assert(
    fc.property(longEnough, (value) => {
      const forms = secretForms(value)
      const written = [
        encodeURIComponent(value),
        new URLSearchParams({ key: value }).toString(),
        JSON.stringify({ key: value }),
        JSON.stringify({ key: value }).replaceAll('/', '\\/'),
      ]
      for (const text of written) expect(forms.some((form) => text.includes(form))).toBe(true)
    }),
  )
})

test('markup and escaped JSON of other writers are found', () => {
  const forms = secretForms(`a&b<c>"d'é+/=`)
  expect(forms).toEqual(
    expect.arrayContaining([
      `a&amp;b&lt;c&gt;"d'é+/=`,
      'a&amp;b&lt;c&gt;&quot;d&#39;é+/=',
      'a&amp;b&lt;c&gt;&quot;d&#x27;é+/=',
      'a\\u0026b\\u003Cc\\u003E\\"d\\u0027\\u00E9\\u002B/=',
      'a\\u0026b\\u003cc\\u003e\\"d\'\\u00e9+/=',
    ]),
  )
})

test('what is too short to tell anything has no forms', () => {
  expect(secretForms('admin')).toEqual([])
  expect(secretForms('admin1')).toContain('admin1')
})

test('wherever pieces are cut, the same is found and the rest passes unchanged', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'x') }), { maxLength: 12 }),
      async (pieces) => {
        const seen: string[] = []
        const body = (async function* () {
          for (const piece of pieces) yield Buffer.from(piece)
        })()
        const passed = await Array.fromAsync(
          watchedBytes(body, new Map([['abba', 'it']]), (what) => void seen.push(what)),
        )
        const whole = pieces.join('')
        expect(Buffer.concat(passed).toString()).toBe(whole.replaceAll('abba', '****'))
        expect(seen).toHaveLength(whole.split('abba').length - 1)
      },
    ),
  )
})
