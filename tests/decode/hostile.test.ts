import { describe, expect, test } from 'vitest'
import type { AnyComponent } from '../../engine/component.ts'
import type { Decoder } from '../../engine/decode/decoder.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import { tables } from '../../engine/plan/tables.ts'
import { decoded, roomy, said } from '../conformance/decoder.ts'
import { failure } from '../conformance/unpacker.ts'

const site = { position: () => undefined, report: (error: Error) => expect.unreachable(error.message) }
const of = (type: string, options: object = {}): Decoder => {
  const component = Object.values(tables.decode).find((one) => one.type === type) as AnyComponent<Decoder>
  return component.create(options, site)
}
const read = async (type: string, body: string, options: object = {}) =>
  said(await decoded(of(type, options), bodyOf(body)))
const ending = (type: string, body: string, options: object = {}) =>
  failure(decoded(of(type, options), bodyOf(body)))

/** The prototypes of all objects in a value. */
function prototypesIn(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.values(value).flatMap(prototypesIn)
  return Array.isArray(value) ? inner : [Object.getPrototypeOf(value), ...inner]
}

describe('names that JavaScript knows are only names', () => {
  test.each([
    ['json', '[{"__proto__": {"polluted": 1}, "constructor": 2, "toString": 3}]', {}],
    ['json_lines', '{"__proto__": {"polluted": 1}, "constructor": 2}\n', {}],
    ['csv', '__proto__,constructor,toString\n1,2,3\n', {}],
    ['xml', '<r><a constructor="2"><__proto__>3</__proto__><toString/></a></r>', { rows: ['r/a'] }],
    [
      'fixed_width',
      '12\n',
      { columns: { ['__proto__']: { from: 1, to: 1 }, constructor: { from: 2, to: 2 } }, short: 'pad' },
    ],
  ])('in %s', async (type, body, options) => {
    const given = await read(type, body, options)
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
    expect(Object.getPrototypeOf({})).toBe(Object.prototype)
    expect(prototypesIn(given).filter((one) => one !== Object.prototype && one !== null)).toEqual([])
  })
})

describe('what is nested too deeply is told, and takes no stack', () => {
  const levels = 200_000
  test.each([
    ['json', '['.repeat(levels), {}],
    ['json', '{"a":'.repeat(levels), {}],
    ['json_lines', `${'['.repeat(levels)}\n`, {}],
    ['xml', '<a>'.repeat(levels), { rows: ['a/b'] }],
    ['html', `<!DOCTYPE html>${'<div>'.repeat(50_000)}`, {}],
    ['html_tables', `<!DOCTYPE html>${'<table><tr><td>'.repeat(20_000)}`, {}],
    [
      'spreadsheetml',
      `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">${'<a>'.repeat(levels)}`,
      {},
    ],
  ])('in %s', async (type, body, options) => {
    const began = performance.now()
    expect((await ending(type, body, options)).code).toBe('DECODE_TOO_DEEP')
    expect(performance.now() - began).toBeLessThan(5_000)
  })
})

describe('entities of its own, and files elsewhere', () => {
  const bomb = `<!DOCTYPE a [<!ENTITY a0 "ha">${Array.from({ length: 30 }, (_, n) => `<!ENTITY a${n + 1} "&a${n};&a${n};">`).join('')}]>`
  const outside = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
  const linked = '<!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd">'
  test.each([
    ['a bomb', `${bomb}<a><b>&a30;</b></a>`],
    ['a file', `${outside}<a><b>&b;</b></a>`],
    ['a parameter', '<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]><a><b>1</b></a>'],
    ['what another file defines', `${linked}<a><b>&b;</b></a>`],
  ])('%s is refused in XML', async (_, body) => {
    const { code, message, hint } = await ending('xml', body, { rows: ['a/b'] })
    expect(code).toBe('DECODE_FAILED')
    expect(message).not.toContain('root:')
    expect(hint).toContain('<!DOCTYPE')
  })

  test.each([
    ['a bomb', bomb, '&a30;'],
    ['a file', outside, '&b;'],
  ])('%s is text in HTML', async (_, doctype, reference) => {
    const given = JSON.stringify(
      await read('html', `${doctype}<html><body><p>${reference}</p></body></html>`).catch(String),
    )
    expect(given).not.toContain('root:')
    expect(given.length).toBeLessThan(5_000)
  })

  test('are refused in a workbook', async () => {
    const head = '<?xml version="1.0"?>'
    const body = `${head}${bomb}<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">&a30;</Workbook>`
    expect((await ending('spreadsheetml', body)).code).toBe('DECODE_CONTRADICTED')
  })
})

describe('one huge cell', () => {
  const huge = 'x'.repeat(8_000_000)
  test.each([
    ['csv', `County,Votes\n"${huge}",1\n`, {}],
    ['csv', `County,Votes\n"${huge}`, {}],
    ['json', `["${huge}"]`, {}],
    ['json_lines', `"${huge}"\n`, {}],
    ['xml', `<a><b>${huge}</b></a>`, { rows: ['a/b'] }],
    ['html', `<!DOCTYPE html><html><body><p>${huge}</p></body></html>`, {}],
    ['html_tables', `<!DOCTYPE html><html><body><table><tr><td>${huge}</td></tr></table></body></html>`, {}],
    ['text', huge, {}],
    ['fixed_width', huge, { columns: { a: { from: 1, to: 5 } }, short: 'pad' }],
  ])('in %s (%#) is refused at the bound of the format', async (type, body, options) => {
    const began = performance.now()
    const bounded = { ...roomy, treeBytes: 1_000_000 }
    const { code } = await failure(decoded(of(type, options), bodyOf(body), bounded))
    expect(code).toBe('DECODE_TOO_LARGE')
    expect(performance.now() - began).toBeLessThan(5_000)
  })
})
