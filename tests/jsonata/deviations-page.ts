import { type Deviation, deviations } from './deviations.ts'

/** What `docs/jsonata.md` says of each deviation. */
export const deviationsText = (): string => deviations.map(textOf).join('\n')

const textOf = ({ name, reason, example: { expression, data }, library, ours }: Deviation): string =>
  `- **${name[0]?.toUpperCase()}${name.slice(1)}.** ${reason} ${code(expression)} of ${code(JSON.stringify(data))}: the library ${code(library)}, we ${code(ours)}.`

/** As Markdown: more backticks around than inside. */
function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``
}
