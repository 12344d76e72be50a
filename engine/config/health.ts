/** Where the health of consumers is told, from `PORT` or `HOST:PORT`; this machine only, unless a host is said. Empty: nowhere. */
export function healthIn(
  text: string,
  name: string,
  problems: string[],
): { readonly host: string; readonly port: number } | undefined {
  if (text === '') return undefined
  const [, host = '127.0.0.1', port = ''] = /^(?:(\[[\da-f:]+\]|[\w.-]+):)?(\d{1,5})$/i.exec(text) ?? []
  if (port === '' || Number(port) > 65_535)
    problems.push(`${name} is "${text}", neither a port such as 8080 nor an address such as 0.0.0.0:8080`)
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) }
}
