const prefixes = { unit: 'gp', contest: 'ct', selection: 'cs', candidate: 'cd', party: 'pt' } as const

/**
 * An id for documents of NIST: an NCName, so that XML takes it too, the same in every document, and of two different things
 * never the same. What is no letter or digit of ASCII and no dash stands as its number in hex between two low lines; a dot
 * divides the id of a contest from that of a selection in it.
 */
export const nistId = (kind: keyof typeof prefixes, ...ids: readonly string[]): string =>
  `${prefixes[kind]}-${ids.map(written).join('.')}`

const written = (id: string): string =>
  id.replaceAll(/[^A-Za-z0-9-]/gu, (sign) => `_${(sign.codePointAt(0) ?? 0).toString(16)}_`)
