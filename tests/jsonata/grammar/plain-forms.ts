import type { Kind } from './kinds.ts'
import { numberLiteral, textLiteral } from './literals.ts'
import type { Weighted } from './side.ts'

/** What is written where nothing may nest any more. */
export const literals: Readonly<Record<Kind, Weighted>> = {
  number: [[1, numberLiteral]],
  text: [[1, textLiteral]],
  boolean: [[1, ({ random }) => ({ text: random.pick(['true', 'false']), sample: true })]],
  list: [
    [
      1,
      ({ random }) =>
        random.pick([
          { text: '[1, 2, 3]', sample: [1, 2, 3] },
          { text: '["a", "b"]', sample: ['a', 'b'] },
          { text: '[]', sample: [] },
          { text: '[3, 1, 2]', sample: [3, 1, 2] },
          { text: '[{"a": 1}, {"a": 2}]', sample: [{ a: 1 }, { a: 2 }] },
          { text: '[[1], [2, [3]]]', sample: [[1], [2, [3]]] },
        ]),
    ],
  ],
  object: [
    [
      1,
      ({ random }) =>
        random.pick([
          { text: '{"a": 1, "b": "x"}', sample: { a: 1, b: 'x' } },
          { text: '{}', sample: {} },
          { text: '{"name": "a", "items": [1, 2]}', sample: { name: 'a', items: [1, 2] } },
        ]),
    ],
  ],
  function: [
    [
      1,
      ({ random }) => ({
        text: random.pick(['$string', '$count', 'function($v){ $v }', '$uppercase']),
        sample: { takes: 1 },
      }),
    ],
  ],
  any: [
    [3, numberLiteral],
    [3, textLiteral],
    [1, () => ({ text: 'null', sample: null })],
    [1, () => ({ text: '()', sample: undefined })],
    [1, () => ({ text: '$nothing', sample: undefined })],
  ],
}
