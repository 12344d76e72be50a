const indent = '  '

/** A paragraph below a line: indented, and broken between words where a terminal would break it anywhere. */
export function wrapped(text: string, width: number | undefined): string {
  const lines: string[] = []
  let line = indent
  for (const word of text.split(' ')) {
    const longer = line === indent ? `${line}${word}` : `${line} ${word}`
    if (width === undefined || longer.length <= width || line === indent) line = longer
    else {
      lines.push(line)
      line = `${indent}${word}`
    }
  }
  return [...lines, line].join('\n')
}
