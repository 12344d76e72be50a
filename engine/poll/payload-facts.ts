import type { PayloadFacts } from '../map/given.ts'
import type { Payload } from '../model/payload.ts'

/** What a mapping reads as `$payload`, of a payload or of a member (of a member, …) of one. */
export function payloadFacts(payload: Payload, whole: Payload): PayloadFacts {
  const member =
    payload.origin === whole.origin ? undefined : payload.origin.slice(whole.origin.length).replace(/^!/, '')
  const { request, item } = whole
  return {
    request,
    ...(item === undefined ? {} : { item }),
    ...(member === undefined ? {} : { member }),
    file: lastPart(member ?? whole.origin),
  }
}

/** Of a path, or of an address without its query. */
function lastPart(name: string): string {
  const path = name.replace(/[?#].*$/s, '')
  return path.split(/[/\\!]/).findLast((part) => part !== '') ?? name
}
