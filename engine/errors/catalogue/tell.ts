import { entry } from '../entry.ts'

export const ALERT_UNDELIVERED = entry<{ alert: string; host: string; reason: string }>({
  retryable: true,
  message: (d) => `The webhook at ${d.host} did not take the alert ${d.alert}: ${d.reason}.`,
  hint: () =>
    'It is posted again, under the same key, until it is taken. The alert itself is kept and published: "feed alerts" shows it.',
})
export const ALERT_REFUSED = entry<{ alert: string; host: string; status: number }>({
  retryable: false,
  message: (d) => `The webhook at ${d.host} refused the alert ${d.alert} with ${d.status}.`,
  hint: (d) =>
    d.status >= 300 && d.status < 400
      ? 'Redirects are not followed. Set CANVASS_ALERT_WEBHOOK to the address that it leads to.'
      : 'Look at CANVASS_ALERT_WEBHOOK and at the secret canvass-alert-webhook, as the receiver knows them. "feed dead-letters" keeps what was refused, and posts it again once that is right.',
  example: { alert: 'a-1a2b3c4d/1', host: 'desk.example', status: 401 },
})
