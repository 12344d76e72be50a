export interface PrintedCommand {
  readonly words: readonly string[]
  readonly environment: Readonly<Record<string, string>>
}

/** The commands that a text tells people to type: `NAME=VALUE npx feed WORDS`, as the last thing on a line. */
export function commandsIn(text: string): readonly PrintedCommand[] {
  return text.split('\n').flatMap((line) => {
    const found = /((?:[A-Z_]+=\S+ )*)npx feed (.*)$/.exec(line)
    if (found === null) return []
    const [, settings = '', words = ''] = found
    const environment = Object.fromEntries(
      settings
        .trim()
        .split(' ')
        .filter(Boolean)
        .map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)]),
    )
    const typed = words.match(/"[^"]*"|'[^']*'|\S+/g) ?? []
    return [{ words: typed.map((word) => word.replaceAll(/["']/g, '')), environment }]
  })
}
