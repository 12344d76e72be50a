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

/** What the SDK would else find out late, or take for something else. No value of a credential is said. */
export function checkAws(
  environment: Readonly<Record<string, string | undefined>>,
  problems: string[],
): void {
  for (const [name, value = ''] of Object.entries(environment)) {
    if (!/^AWS_ENDPOINT_URL(_|$)/.test(name) || value === '') continue
    const url = URL.canParse(value) ? new URL(value) : undefined
    if (url === undefined || !/^https?:$/.test(url.protocol))
      problems.push(`${name} is "${value}", not an address such as https://host:port`)
  }
  const [id, secret] = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'].map((name) => environment[name] ?? '')
  if ((id === '') !== (secret === ''))
    problems.push('of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY only one is there')
}
