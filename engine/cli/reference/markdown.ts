/** A table of Markdown; cells are texts on one line. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`

/** A bar would end the cell. */
const cell = (text: string): string => text.replaceAll(/\s*\n\s*/g, ' ').replaceAll('|', '\\|')

/** Prose from the tables, with signs that Markdown would take for its own. */
export const prose = (text: string): string => text.replaceAll(/[<>*_`[\]\\&]/g, String.raw`\$&`)

/** A text as code, whatever signs it holds. */
export const code = (text: string): string => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``)
