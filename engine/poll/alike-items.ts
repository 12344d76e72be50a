import type { AlikeItem } from '../check/check.ts'
import { payloadName } from '../flow/payload-name.ts'
import type { Capture } from '../model/payload.ts'

/** Items of one request whose bytes are the same, together. Pages are compared as they come. */
export function alikeItems({ payloads }: Capture): readonly (readonly AlikeItem[])[] {
  const items = payloads.filter(({ item }) => item !== undefined)
  return [...Map.groupBy(items, ({ request, sha256 }) => `${request} ${sha256}`).values()]
    .filter((same) => same.length > 1)
    .map((same) => same.map((one) => ({ name: payloadName(one), origin: one.origin })))
}
