import { describe, expect, test } from 'vitest'
import { elementText } from '../../engine/decode/element-text.ts'

describe('the text of an element goes to its own end', () => {
  test.each([
    ['<tr><td>1</td></tr><tr><td>2</td></tr>', '<tr><td>1</td></tr>'],
    ['<b><b>1</b></b><b>2</b>', '<b><b>1</b></b>'],
    ['<B>1</b>2', '<B>1</b>'],
    ['<b/>1</b>', '<b/>'],
    ['<br>1', '<br>'],
    ['<a t="</a>" u=\'>\'>1</a>2', '<a t="</a>" u=\'>\'>1</a>'],
    ['<a>1<!-- </a> -->2</a>3', '<a>1<!-- </a> -->2</a>'],
    ['<a><![CDATA[</a>]]></a>3', '<a><![CDATA[</a>]]></a>'],
    ['<a>1 < 2 and 3 < 4</a>5', '<a>1 < 2 and 3 < 4</a>'],
    ["<a>don't <b t='</a>5", "<a>don't <b t='</a>"],
    ['<ab><a>1</a></ab>2', '<ab><a>1</a></ab>'],
  ])('%s', (text, own) => {
    expect(elementText(text, 'L1')).toEqual({ line: 1, text: own })
  })
})

test('what is commented out is no element, and what follows on the line is', () => {
  expect(elementText('x <!-- <b>1</b> --><!----> <i>2</i>', 'L1')?.text).toBe('<i>2</i>')
  expect(elementText('<!-- <b>1</b> -->', 'L1')).toBeUndefined()
})

test.each(['<p>1', '<p>1<!-- </p>', "<p t='1>"])('%s is open to the end', (text) => {
  expect(elementText(text, 'L1')?.text).toBe(text)
})

test.each([
  ['one long name', `<${'a'.repeat(100_000)}`],
  ['tags that do not end', '<a '.repeat(33_000)],
  ['quotes that do not end', `<a x='${"<b'".repeat(33_000)}`],
  ['comments that do not end', `<a>${'<!--'.repeat(24_000)}`],
])('a page made of %s keeps nobody waiting', (_, text) => {
  for (let times = 0; times < 10; times += 1) expect(elementText(text, 'L1')?.text).toHaveLength(text.length)
})
