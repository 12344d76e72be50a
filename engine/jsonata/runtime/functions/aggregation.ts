type Numbers = readonly number[] | undefined

/** $sum */
export function sum(numbers: Numbers): number | undefined {
  if (numbers === undefined) return undefined
  let total = 0
  for (let at = 0; at < numbers.length; at += 1) total += numbers[at] as number
  return total
}

/** $count */
export const count = (list: readonly unknown[] | undefined): number => (list === undefined ? 0 : list.length)

/** $max */
export const max = (numbers: Numbers): number | undefined => most(numbers, Math.max)

/** $min */
export const min = (numbers: Numbers): number | undefined => most(numbers, Math.min)

/** $average */
export function average(numbers: Numbers): number | undefined {
  if (numbers === undefined || numbers.length === 0) return undefined
  return (sum(numbers) as number) / numbers.length
}

/** By pairs: as arguments of one call a long list would fill the stack. */
function most(numbers: Numbers, of: (one: number, other: number) => number): number | undefined {
  if (numbers === undefined || numbers.length === 0) return undefined
  let found = of(numbers[0] as number, numbers[0] as number)
  for (let at = 1; at < numbers.length; at += 1) found = of(found, numbers[at] as number)
  return found
}
