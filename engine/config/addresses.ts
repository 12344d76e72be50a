/** CANVASS_PROXY. A password in it is not repeated: it belongs into a secret. */
export function proxyIn(
  text: string,
  problems: string[],
): { readonly host: string; readonly port: number; readonly user?: string } | undefined {
  if (text === '') return undefined
  const { protocol, hostname, port: at, username, password, pathname } = URL.parse(text) ?? {}
  if (password !== undefined && password !== '')
    problems.push('CANVASS_PROXY holds a password, which belongs into CANVASS_SECRET_CANVASS_PROXY')
  else if (protocol !== 'http:' || !hostname || pathname !== '/')
    problems.push(
      'CANVASS_PROXY is no address such as http://proxy.example:3128 or http://user@proxy.example:3128',
    )
  const user = decodeURIComponent(username ?? '')
  return { host: hostname ?? '', port: Number(at) || 80, ...(user !== '' && { user }) }
}

/** CANVASS_ALERT_WEBHOOK. Its value is not repeated: many of them open a door to whoever knows them. */
export function webhookIn(text: string, problems: string[]): string | undefined {
  if (text === '') return undefined
  const { protocol, hostname = '', username, password } = URL.parse(text) ?? {}
  const isHere = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
  if (username || password)
    problems.push('CANVASS_ALERT_WEBHOOK holds a name or a password, which is not sent to webhooks')
  else if (protocol !== 'https:' && !(protocol === 'http:' && isHere))
    problems.push('CANVASS_ALERT_WEBHOOK is no address such as https://desk.example/alerts')
  return text
}
