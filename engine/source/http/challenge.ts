/** One way to log in that a server offers (RFC 9110 §11.6.1). */
export interface Challenge {
  /** In lower case. */
  readonly scheme: string
  /** By lower-case name. */
  readonly parameters: Readonly<Record<string, string>>
}

const token = "[!#$%&'*+.^_`|~\\w-]+"
const parameter = new RegExp(`^(${token})\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|(${token}))\\s*`)
const scheme = new RegExp(`^(${token})(?:\\s+|(?=,)|$)`)

/** Reads `WWW-Authenticate`: several challenges may stand in one header. What is no challenge ends the list. */
export function challenges(header: string | readonly string[] | undefined): readonly Challenge[] {
  return [header ?? []].flat().flatMap((text) => inHeader(text.slice(0, 8_192)))
}

function inHeader(text: string): readonly Challenge[] {
  const found: { scheme: string; parameters: Record<string, string> }[] = []
  let rest = text.trimStart()
  while (rest !== '') {
    const pair = parameter.exec(rest)
    const last = found.at(-1)
    if (pair !== null && last !== undefined) {
      const [, name = '', quoted, bare = ''] = pair
      last.parameters[name.toLowerCase()] = quoted === undefined ? bare : quoted.replaceAll(/\\(.)/g, '$1')
      rest = rest.slice(pair[0].length)
    } else {
      const start = scheme.exec(rest)
      if (start === null) break
      found.push({ scheme: (start[1] ?? '').toLowerCase(), parameters: Object.create(null) as never })
      rest = rest.slice(start[0].length)
    }
    rest = rest.replace(/^[\s,]+/, '')
  }
  return found
}
