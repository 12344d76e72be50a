/** The target that the header `Link` gives as the next page (RFC 8288). Undefined: none. */
export function nextLink(header: string | readonly string[] | undefined): string | undefined {
  for (const [, target = '', parameters = ''] of [header ?? []]
    .flat()
    .join(', ')
    .slice(0, 16_384)
    .matchAll(/<([^>]*)>((?:\s*;\s*[^,;"]+(?:"[^"]*")?)*)/g)) {
    const [, quoted, bare] = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i.exec(parameters) ?? []
    if ((quoted ?? bare ?? '').toLowerCase().split(/\s+/).includes('next')) return target
  }
  return undefined
}
