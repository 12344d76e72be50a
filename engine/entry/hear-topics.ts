import { heldMessage } from '../log/held-message.ts'
import type { AlertEnvelope } from '../model/alert.ts'
import type { CurrentEnvelope } from '../model/current.ts'
import { topics } from '../model/envelope.ts'
import type { Homes } from './every-port.ts'

/** Hears what the processors of this process publish, once it is published: after a crash perhaps twice. */
export interface Hearing {
  alert(alert: AlertEnvelope): void
  current(results: readonly CurrentEnvelope[]): void
}

/** The same homes, whose log tells. */
export function hearingHomes(homes: Homes, heard: Hearing): Homes {
  const { log } = homes
  return {
    ...homes,
    log: {
      ...log,
      async publish(topic, messages, signal) {
        const all = Array.from(messages, heldMessage)
        await log.publish(topic, all, signal)
        const contents = all.map(({ value }): unknown => JSON.parse(value))
        if (topic === topics.alerts) for (const one of contents) heard.alert(one as AlertEnvelope)
        if (topic === topics.current) heard.current(contents as readonly CurrentEnvelope[])
      },
    },
  }
}
