/** What JSONata's parser throws. */
export interface SyntaxFault {
  readonly code?: string
  /** Mostly the end of the token that was found. */
  readonly position?: number
  readonly token?: unknown
  readonly value?: unknown
  readonly message?: string
}

type Words = readonly [
  problem: (found: string, fault: SyntaxFault) => string,
  remedy: string | ((found: string) => string),
]

const names = 'Names with spaces or signs are written in backticks: `Contest Name`.'

/** By the code of JSONata: what is wrong in plain words, and what to do. `found` is the token as it stands in the text. */
const words: Readonly<Record<string, Words>> = {
  S0101: [() => 'The text that begins here has no closing quote', 'Close it with the same kind of quote.'],
  S0102: [(_, { token }) => `The number ${String(token)} is too large`, 'Write a smaller one.'],
  S0103: [() => 'This backslash begins no escape', 'A backslash itself is written \\\\ inside quotes.'],
  S0104: [() => 'Behind \\u there are not four hex digits', 'Write the character itself, or \\u00e9.'],
  S0105: [() => 'The name that begins here has no closing backtick', 'Close it with a backtick.'],
  S0106: [() => 'The comment that begins here does not end', 'Close it with */.'],
  S0201: [
    (found) => `${found} can not stand here`,
    `Something is missing before it: an operator, a comma, a bracket. ${names}`,
  ],
  S0202: [
    (found, { value }) => `Here stands ${found}, where ${String(value)} is expected`,
    (found) =>
      /^["']/.test(found)
        ? 'Perhaps a comma is missing before it, or a quote is not closed further up.'
        : names,
  ],
  S0203: [
    (_, { value }) => `The expression ends where ${String(value)} is expected`,
    'Look for a bracket that is not closed.',
  ],
  S0204: [(found) => `${found} is no operator`, 'Unequal is !=, not is $not(…), and is and, or is or.'],
  S0207: [() => 'The expression ends too early', 'Write what the last operator works on.'],
  S0208: [(found) => `The parameter ${found} of a function is no variable`, 'Its name begins with $.'],
  S0209: [() => 'A filter can not follow a grouping', 'Put the grouping in brackets.'],
  S0210: [() => 'A step can be grouped only once', 'Put the first grouping in brackets.'],
  S0211: [
    (found) => `${found} can not begin a value`,
    'A value is missing before it, or a comma is too many.',
  ],
  S0212: [
    (found) => `${found} is no variable, but stands left of :=`,
    'The name of a variable begins with $.',
  ],
  S0213: [
    (found) => `${found} can not be a step of a path`,
    'A name that is a number is written in backticks.',
  ],
  S0214: [() => 'Behind @ or # a variable is expected', 'Its name begins with $.'],
  S0215: [() => '@ can not follow a filter', 'Put @ first, and the filter behind it.'],
  S0216: [() => '@ can not follow an order-by', 'Put @ first, and the order-by behind it.'],
  S0217: [() => 'There is no parent for this %', 'The % works inside a path only: a.b.(%.c).'],
  S0301: [() => 'This regular expression is empty', 'Write what it matches between the slashes.'],
  S0302: [
    () => 'The regular expression that begins here has no closing slash',
    'A slash inside it is written \\/.',
  ],
}

const comments = 'A comment is written /* … */.'

/** What begins a comment elsewhere, # or //, is something else here. */
const beginsComment = ({ code }: SyntaxFault, found: string): boolean =>
  found === '#' || ['S0214', 'S0301', 'S0302'].includes(code ?? '')

/** A fault of the parser in plain words. `found` is the token at which it stopped. */
export function syntaxWords(fault: SyntaxFault, found: string): { problem: string; remedy: string } {
  const known = words[fault.code ?? '']
  if (known !== undefined) {
    const [problem, remedy] = known
    const said = typeof remedy === 'string' ? remedy : remedy(found)
    return {
      problem: problem(found, fault),
      remedy: beginsComment(fault, found) ? `${said} ${comments}` : said,
    }
  }
  const said = (fault.message ?? 'It makes no sense').replace(/\.$/, '')
  return {
    problem: `The expression can not be read: ${said}`,
    remedy: 'docs.jsonata.org explains the language.',
  }
}
