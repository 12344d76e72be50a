/** In characters. Shorter values occur in files of figures by chance, so that finding one would prove nothing. */
export const shortestSecret = 6

/**
 * How a value may be written where somebody repeats it: as it is, in an address or a form, in JSON, in markup, and inside
 * of base64, at whichever byte it begins there (`user:secret` of a header, for any user). Empty for values that are too
 * short to be looked for.
 */
export function secretForms(value: string): readonly string[] {
  if (value.length < shortestSecret) return []
  const percent = encodeURIComponent(value)
  const form = new URLSearchParams([['', value]]).toString().slice(1)
  const sent = [value, percent, form]
  const based = sent.flatMap(inBase64)
  const forms = [
    ...sent,
    encodeURI(value),
    ...sent.map((text) => text.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())),
    percent.replaceAll(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`),
    ...inJson(value),
    ...inMarkup(value),
    ...based,
    ...based.map((text) => encodeURIComponent(text)),
    ...based.map((text) => text.replaceAll('/', '\\/')),
  ]
  return [...new Set(forms)]
}

/** JSON as it is usually written, with solidus escaped, and with all that some writers escape beside, in both cases of hex. */
function inJson(value: string): readonly string[] {
  const plain = JSON.stringify(value).slice(1, -1)
  const careful = [/[<>&'+]|[^\x20-\x7e]/g, /[<>&]|[^\x20-\x7e]/g, /[^\x20-\x7e]/g].flatMap((marks) => [
    plain.replaceAll(marks, (mark) => escaped(mark)),
    plain.replaceAll(marks, (mark) => escaped(mark).toUpperCase().replaceAll('\\U', '\\u')),
  ])
  return [plain, ...careful].flatMap((text) => [text, text.replaceAll('/', '\\/')])
}

/** UTF-16 units, as JSON escapes them. */
const escaped = (text: string): string =>
  Array.from(
    { length: text.length },
    (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('')

/** Of quotes there are several spellings. */
function inMarkup(value: string): readonly string[] {
  const plain = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const quotes = [
    ['&quot;', "'"],
    ['&quot;', '&#39;'],
    ['&quot;', '&#x27;'],
    ['&quot;', '&apos;'],
    ['&#34;', '&#39;'],
  ] as const
  const quoted = quotes.map(([two, one]) => plain.replaceAll('"', two).replaceAll("'", one))
  const [, decimal = plain] = quoted
  return [plain, ...quoted, decimal.replaceAll('+', '&#43;').replaceAll('=', '&#61;')]
}

/** The letters of base64 that a value decides alone, for each of the three bytes of a group that it may begin at. */
function inBase64(value: string): readonly string[] {
  return [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(value)])
    const letters = bytes
      .toString('base64')
      .slice(Math.ceil((before * 8) / 6), Math.floor((bytes.byteLength * 8) / 6))
    return [letters, letters.replaceAll('+', '-').replaceAll('/', '_')]
  })
}
