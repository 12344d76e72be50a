/** The names and indices that lead from the root of a JSON document to one of its nodes. */
export type JsonPath = readonly (string | number)[]

/** As text: `$.races[3]['odd key']`. */
export function pathText(path: JsonPath): string {
  return `$${path.map(stepText).join('')}`
}

/** The path that `pathText` wrote. Undefined: not such a text. */
export function pathOf(text: string): JsonPath | undefined {
  if (!text.startsWith('$')) return undefined
  const step = /\.([A-Za-z_]\w*)|\[(0|[1-9]\d*)\]|\['((?:[^'\\]|\\.)*)'\]/gsy
  const path: (string | number)[] = []
  for (step.lastIndex = 1; step.lastIndex < text.length; ) {
    const found = step.exec(text)
    if (!found) return undefined
    const [, name, index, quoted] = found
    path.push(name ?? (index === undefined ? (quoted ?? '').replace(/\\(.)/gs, '$1') : Number(index)))
  }
  return path
}

function stepText(step: string | number): string {
  if (typeof step === 'number') return `[${step}]`
  return /^[A-Za-z_]\w*$/.test(step) ? `.${step}` : `['${step.replace(/[\\']/g, '\\$&')}']`
}
