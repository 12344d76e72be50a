import { Type } from 'typebox'
import { component } from '../component.ts'
import { payloadName } from '../flow/payload-name.ts'
import type { ResultKey } from '../model/ids.ts'
import type { Result } from '../model/result.ts'
import type { Check, Doubt, Examined, LackingItem } from './check.ts'
import { count, placesOf } from './figures.ts'

const options = Type.Object({}, { additionalProperties: false })

/**
 * An item of a request that could not be had or read, while the others go on. What it alone brought stands as it was and
 * is marked as stale. Where nothing of it is there, what stands and is not said any more is kept, and so is what several
 * items say together: a part of it may be missing.
 */
export const failedItems = component({
  type: 'failed_items',
  summary: 'Holds what an item of a request alone brings when it fails, and lets the other items go on.',
  options,
  create: (): Check => ({
    *examine(examined) {
      for (const item of examined.failed) {
        const doubt = item.kept.length > 0 ? staleOf(item, examined) : missingOf(item, examined)
        if (doubt.keys?.length !== 0) yield doubt
      }
    },
  }),
})

const isFrom = (origin: string, payloads: readonly string[]): boolean =>
  payloads.some((one) => origin === one || origin.startsWith(`${one}!`))

function staleOf(item: LackingItem, { now }: Examined): Doubt {
  const own = [...now.values()].filter(({ locators }) =>
    locators.every(({ origin }) => isFrom(origin, item.kept)),
  )
  const results = own.length === 1 ? 'its result is' : `its ${count(own.length)} results are`
  return { ...doubtAbout(item, own, `${results} of an earlier poll`), stale: true }
}

function missingOf(item: LackingItem, { now, before }: Examined): Doubt {
  const shared = [...now.values()].filter(
    ({ locators }) => locators.filter(({ origin }) => isFrom(origin, item.beside)).length > 1,
  )
  const gone = [...before.keys()].filter((key) => !now.has(key))
  const doubt = doubtAbout(item, shared, 'what it says is missing')
  return { ...doubt, keys: [...gone, ...(doubt.keys ?? [])] }
}

function doubtAbout(item: LackingItem, results: readonly Result[], what: string): Doubt {
  const name = payloadName(item)
  const keys: readonly ResultKey[] = results.map(({ key }) => key)
  return {
    code: 'CHECK_ITEM_FAILED',
    group: name,
    scope: {},
    keys,
    reason: `${name}: ${what} (${item.code}: ${item.reason})`,
    places: placesOf(results),
  }
}
