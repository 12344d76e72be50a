/** Does an id fit a pattern, in which `*` stands for anything, slashes too? In a time that the length of both bounds. */
export function fitsPattern(pattern: string, id: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  const last = rest.pop()
  if (last === undefined) return pattern === id
  if (!id.startsWith(first) || !id.endsWith(last) || id.length < first.length + last.length) return false
  let from = first.length
  const end = id.length - last.length
  for (const piece of rest) {
    const at = id.indexOf(piece, from)
    if (at === -1 || at + piece.length > end) return false
    from = at + piece.length
  }
  return true
}
