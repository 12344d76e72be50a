import type { RuntimeBounds } from './builtin.ts'
import { fail } from './fault.ts'

/** What a key and the value behind it are of an item, or of the items that share the key. */
export interface PairOf {
  key(item: unknown): unknown
  value(items: unknown): unknown
}

/** All items of a list as one context: a single one as it is, several as a list, lists opened. */
export function joined(value: unknown): unknown {
  if (!Array.isArray(value)) return value
  const all = new Joined()
  for (const item of value) all.add(item)
  return all.context()
}

/** Items that belong together. */
export class Joined {
  private first: unknown
  private all: unknown[] | undefined
  add(item: unknown): void {
    if (item === undefined) return
    if (this.first === undefined) this.first = item
    else {
      this.all ??= Array.isArray(this.first) ? [...(this.first as unknown[])] : [this.first]
      if (Array.isArray(item)) for (const one of item) this.all.push(one)
      else this.all.push(item)
    }
  }
  context(): unknown {
    return this.all ?? this.first
  }
}

/** `value{ key: value }`. Throws T1003, D1009, D1013. */
export function grouped(
  value: unknown,
  pairs: readonly PairOf[],
  position: number | undefined,
  bounds: RuntimeBounds,
): Record<string, unknown> {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  const groups = new Map<string, { readonly pair: PairOf; readonly items: Joined }>()
  for (const item of list.length === 0 ? [undefined] : list) {
    bounds.step()
    for (const pair of pairs) {
      const key = keyOf(pair.key(item), position)
      if (key === undefined) continue
      let group = groups.get(key)
      if (group === undefined) {
        group = { pair, items: new Joined() }
        groups.set(key, group)
      } else if (group.pair !== pair) fail('D1009', { position, value: key })
      group.items.add(item)
    }
  }
  const made: Record<string, unknown> = {}
  for (const [key, { pair, items }] of inOrder(groups)) put(made, key, pair.value(items.context()))
  return made
}

export function keyOf(key: unknown, position: number | undefined): string | undefined {
  if (key !== undefined && typeof key !== 'string') fail('T1003', { position, value: key })
  if (key === '_jsonata_lambda' || key === '_jsonata_function') fail('D1013', { position, value: key })
  return key
}

/** In the order in which an object has its members: those that are numbers first. */
export function inOrder<Value>(
  groups: ReadonlyMap<string, Value>,
): Iterable<readonly [key: string, value: Value]> {
  let numbered = false
  for (const key of groups.keys()) numbered ||= mayBeNumber(key)
  if (!numbered) return groups
  const keys = [...groups.keys()]
  const order = Object.keys(Object.fromEntries(keys.map((key) => [key, 0])))
  return order.map((key) => [key, groups.get(key) as Value])
}

/** It begins with a digit. */
function mayBeNumber(key: string): boolean {
  const first = key.charCodeAt(0)
  return first >= 48 && first <= 57
}

/** A member, if it is anything. */
export function put(object: Record<string, unknown>, key: string, value: unknown): void {
  if (value === undefined) return
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
  } else object[key] = value
}
