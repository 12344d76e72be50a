/** Delimited text by the letter of RFC 4180, a character at a time; blank lines are skipped. Undefined: it breaks a rule. */
export function rfc4180(text: string): string[][] | undefined {
  const records: string[][] = []
  let record: string[] = []
  let at = 0
  while (at < text.length) {
    const field = text[at] === '"' ? quoted(text, at) : plain(text, at)
    if (field === undefined) return undefined
    record.push(field.value)
    at = field.end
    const brk = /^(?:\r\n|\r|\n|$)/.exec(text.slice(at, at + 2))
    if (brk) {
      if (record.length > 1 || field.value !== '' || field.quoted) records.push(record)
      record = []
      at += brk[0].length
    } else if (text[at] === ',') {
      at++
      if (at === text.length) records.push([...record, ''])
    } else return undefined
  }
  return records
}

interface Field {
  readonly value: string
  readonly end: number
  readonly quoted: boolean
}

function plain(text: string, at: number): Field | undefined {
  const value = /^[^,\r\n]*/.exec(text.slice(at))?.[0] ?? ''
  return value.includes('"') ? undefined : { value, end: at + value.length, quoted: false }
}

function quoted(text: string, at: number): Field | undefined {
  const found = /^"((?:[^"]|"")*)"(?!")/.exec(text.slice(at))
  if (!found) return undefined
  return { value: (found[1] ?? '').replaceAll('""', '"'), end: at + found[0].length, quoted: true }
}
