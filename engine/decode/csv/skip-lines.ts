/** Leaves out the first lines of a text, which may come before the header. */
export async function* skipLines(text: AsyncIterable<string>, count: number): AsyncIterable<string> {
  let left = count
  for await (const piece of text) {
    const breaks = /\r\n?|\n/g
    while (left > 0 && breaks.test(piece)) left--
    if (left === 0 && breaks.lastIndex < piece.length) yield piece.slice(breaks.lastIndex)
  }
}
