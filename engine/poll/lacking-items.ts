import type { LackingItem } from '../check/check.ts'
import type { Capture, FailedItem } from '../model/payload.ts'

/** Items that could not be had, with what stands in for them, and those that could not be read, for which nothing does. */
export function lackingItems(
  { payloads, failed = [] }: Capture,
  unreadable: readonly FailedItem[],
): readonly LackingItem[] {
  const isUnread = (request: string, item: string): boolean =>
    unreadable.some((one) => one.request === request && isOf(one.item, item))
  const originsOf = (request: string, isWanted: (item: string) => boolean): readonly string[] =>
    payloads.flatMap((one) =>
      one.request === request && isWanted(one.item ?? '') && !isUnread(request, one.item ?? '')
        ? one.origin
        : [],
    )
  return [...failed, ...unreadable.filter((one) => !failed.some((other) => isSame(one, other)))].map(
    (one) => {
      const isOfIt = (item: string): boolean => isOf(one.item, item)
      return {
        ...one,
        kept: originsOf(one.request, isOfIt),
        beside: originsOf(one.request, (item) => !isOfIt(item)),
      }
    },
  )
}

/** Is it the element, or a page of it? */
const isOf = (element: string, item: string): boolean =>
  item === element || (item.startsWith(`${element}/`) && /^\d+$/.test(item.slice(element.length + 1)))

const isSame = (one: FailedItem, other: FailedItem): boolean =>
  one.request === other.request && one.item === other.item
