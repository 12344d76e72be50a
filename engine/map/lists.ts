/** $sort as in JSONata, whose own takes memory that grows with the square of the list. */
export async function sort(list: unknown, after: unknown): Promise<unknown> {
  if (!Array.isArray(list) || list.length <= 1) return list
  if (typeof after === 'function') return mergeSort(list, after as Order)
  const kind = typeof list[0]
  if ((kind !== 'number' && kind !== 'string') || list.some((item) => typeof item !== kind)) {
    // As the library throws: a plain object with a code of its own.
    // oxlint-disable-next-line no-throw-literal
    throw { code: 'D3070', index: 1 }
  }
  return (list as string[]).toSorted((one, other) => (one > other ? 1 : one < other ? -1 : 0))
}

/** Whether the first belongs behind the second. */
type Order = (one: unknown, other: unknown) => unknown

/** Stable. */
async function mergeSort(list: readonly unknown[], after: Order): Promise<unknown[]> {
  if (list.length <= 1) return [...list]
  const middle = Math.floor(list.length / 2)
  const left = await mergeSort(list.slice(0, middle), after)
  const right = await mergeSort(list.slice(middle), after)
  const merged: unknown[] = []
  let l = 0
  let r = 0
  while (l < left.length && r < right.length) {
    merged.push((await after(left[l], right[r])) ? right[r++] : left[l++])
  }
  return merged.concat(left.slice(l), right.slice(r))
}

/** $distinct as in JSONata, whose own takes time that grows with the square of the list. */
export function distinct(list: unknown): unknown {
  if (!Array.isArray(list) || list.length <= 1) return list
  const seen = new Set<unknown>()
  // A sequence of one item is that item: the mark of the library must stay.
  const kept: unknown[] = 'sequence' in list ? Object.assign([], { sequence: true }) : []
  for (const item of list) {
    const key = sameAs(item)
    if (seen.has(key)) continue
    seen.add(key)
    kept.push(item)
  }
  return kept
}

/** Equal values have equal keys, whatever the order of their members. */
function sameAs(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? `"${value}` : value
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : member,
  )
}
