import { expect, test } from 'vitest'
import { feedError } from '../../engine/errors/feed-error.ts'
import { renderGithub, renderJson, renderText } from '../../engine/errors/render.ts'

const at = { file: 'feeds/a,b:c.yaml', line: 6, column: 3 }
const atLine = feedError('SPEC_MISSING', { path: '50%\nof it' }, { at })
const inBytes = feedError('DECODE_EMPTY', { bytes: 0 }, { place: 'a.zip!b.csv#L1' })
const nowhere = feedError('DECODE_EMPTY', { bytes: 0 })

test('as text: where, what, and what to do on a line of its own', () => {
  expect(renderText(atLine)).toBe(`feeds/a,b:c.yaml:6:3 SPEC_MISSING ${atLine.message}\n  ${atLine.hint}`)
  expect(renderText(inBytes)).toBe(`a.zip!b.csv#L1 DECODE_EMPTY ${inBytes.message}\n  ${inBytes.hint}`)
  expect(renderText(nowhere)).toBe(`DECODE_EMPTY ${nowhere.message}\n  ${nowhere.hint}`)
})

test('as data: position and place apart, and nothing of the cause', () => {
  const caused = feedError('DECODE_EMPTY', { bytes: 0 }, { place: 'L1', cause: new Error('secret') })
  const { code, message, hint } = caused
  expect(renderJson(caused)).toEqual({ code, message, hint, place: 'L1' })
  expect(renderJson(atLine)).toMatchObject({ code: 'SPEC_MISSING', ...at })
})

test('as an annotation: what GitHub takes for its own is escaped', () => {
  expect(renderGithub(atLine)).toBe(
    `::error file=feeds/a%2Cb%3Ac.yaml,line=6,col=3,title=SPEC_MISSING::${`${atLine.message}\n${atLine.hint}`
      .replaceAll('%', '%25')
      .replaceAll('\n', '%0A')}`,
  )
  expect(renderGithub(nowhere)).toBe(`::error::DECODE_EMPTY ${nowhere.message}%0A${nowhere.hint}`)
})
