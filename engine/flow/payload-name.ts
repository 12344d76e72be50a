/** How one payload of a poll is named in cursors, in capture.yaml and to people: `request`, or `request/item`. */
export const payloadName = ({
  request,
  item,
}: {
  readonly request: string
  readonly item?: string | undefined
}): string => (item === undefined ? request : `${request}/${item}`)

/** What a name consists of: the name of a request holds no slash. */
export function namedPayload(name: string): { readonly request: string; readonly item?: string } {
  const slash = name.indexOf('/')
  return slash === -1 ? { request: name } : { request: name.slice(0, slash), item: name.slice(slash + 1) }
}
