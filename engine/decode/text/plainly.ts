/** What a spec wants to be done to a line before anybody reads it. */
export interface PlainOptions {
  readonly printer_escapes?: 'keep' | 'strip'
  readonly overstrikes?: 'keep' | 'fold'
  readonly tabs?: number
}

/** Commands of PCL and of terminals (ANSI): a sign that begins, parameters, and the letter that ends them. */
// oxlint-disable-next-line no-control-regex -- they begin with that very character
const escapes = /\x1b(?:\[[\d;?]*[@-~]|[!-/][`-~]?(?:[-+]?[\d.]*[`-~])*[-+]?[\d.]*[@-^]|[0-~])/g
/** Printed twice, or underlined from below or above. */
// oxlint-disable-next-line no-control-regex -- a backspace is meant
const overstruck = /_\x08(?=[^\x08])|([^\x08])\x08(?:\1|_)/gu

/** Does to a line what the options say: escapes first, then overstrikes, then tabs. */
export function plainly({ printer_escapes, overstrikes, tabs }: PlainOptions): (line: string) => string {
  const steps: ((line: string) => string)[] = []
  if (printer_escapes === 'strip') steps.push((line) => line.replace(escapes, ''))
  if (overstrikes === 'fold') steps.push((line) => line.replace(overstruck, '$1'))
  if (tabs !== undefined) steps.push((line) => expanded(line, tabs))
  return (line) => steps.reduce((text, step) => step(text), line)
}

/** Every cell begins at a stop, so that its own length says how far it is to the next. */
function expanded(line: string, width: number): string {
  const cells = line.split('\t')
  const last = cells.pop() ?? ''
  return cells.map((cell) => cell + ' '.repeat(width - (lengthOf(cell) % width))).join('') + last
}

const lengthOf = (text: string): number =>
  /[\ud800-\udbff]/.test(text) ? Array.from(text).length : text.length
