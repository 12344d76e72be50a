import fc from 'fast-check'

const pick = (...from: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...from)

const each = (text: string): readonly string[] => Array.from(text)
const outside = ['\u00a0', '\u2028', 'é', 'ſ', '\u212a', '😀', '\ud83d', '\ude00']
const signs = pick(...each('abkKsSz01 ,.-()/_\t\n\r\v'), ...outside)
/** Texts of characters that engines see differently: blanks of every kind, letters of two forms, halves of characters. */
export const anyText = fc.array(signs, { maxLength: 14 }).map((all) => all.join(''))

const literal = pick(...each('abkKsz01 ,-/_é😀'), '\\.', '\\(', '\\)', '\\-', '\\u00a0', '\\t')
const kind = pick('\\d', '\\D', '\\w', '\\W', '\\s', '\\S')
const ranges = pick('a-z', 'A-Z', '0-9', ' --', 'é-ſ')
const member = fc.oneof(pick(...each('abkKs01 ,._é😀'), '\\-', '\\]', '\\t'), kind, ranges)
const brackets = fc
  .tuple(pick('', '^'), fc.array(member, { minLength: 1, maxLength: 3 }), pick('', '', '-'))
  .map(([not, members, end]) => `[${not}${members.join('')}${end}]`)
const times = pick('', '', '', '?', '*', '+', '{2}', '{1,2}', '{2,}', '{0,2}')

const atom = fc.oneof(
  { weight: 3, arbitrary: literal },
  pick('.'),
  kind,
  brackets,
  pick('^', '$', '\\b', '\\B'),
)
const { tree } = fc.letrec<{ tree: string; sequence: string; part: string; atom: string }>((tie) => ({
  tree: fc.oneof(
    { weight: 3, arbitrary: tie('sequence') },
    fc.tuple(tie('sequence'), tie('sequence')).map((two) => two.join('|')),
  ),
  sequence: fc.array(tie('part'), { maxLength: 4 }).map((all) => all.join('')),
  part: fc
    .tuple(tie('atom'), times, pick('', '', '?'))
    .map(([one, count, lazy]) => `${one}${count}${count === '' ? '' : lazy}`),
  atom: fc.oneof(
    { depthSize: 'small' },
    { weight: 10, arbitrary: atom },
    {
      weight: 2,
      arbitrary: fc
        .tuple(pick('(', '(?:', '(?<n>', '(?<m>', '(?i:'), tie('tree'))
        .map(([open, inner]) => `${open}${inner})`),
    },
  ),
}))

/** Expressions of every form that is read, and some that are not. */
export const anyRegex = fc.tuple(tree, pick('', '', 'i', 'm', 's', 'ims'))

/** Groups in groups, again and again, of few letters; and texts that they often match. */
export const nestedRegex = fc.letrec<{ tree: string; part: string }>((tie) => ({
  tree: fc
    .array(fc.array(tie('part'), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
    .map((all) => all.map((parts) => parts.join('')).join('|')),
  part: fc
    .oneof(
      { depthSize: 'small', maxDepth: 3 },
      { weight: 3, arbitrary: fc.tuple(pick(...each('abc')), pick('', '', '', '?', '*', '+?')) },
      {
        weight: 2,
        arbitrary: fc.tuple(pick('(', '(?:'), tie('tree'), pick(')', ')?', ')*', ')+', ')??', '){2}')),
      },
    )
    .map((pieces) => pieces.join('')),
})).tree
export const nestedText = fc.stringMatching(/^[abc]{0,7}$/)
