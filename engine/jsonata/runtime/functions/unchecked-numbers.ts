import type { Anything } from './anything.ts'

function sum(numbers: Anything): unknown {
  if (numbers === undefined) return undefined
  let total: Anything = 0
  numbers.forEach((one: Anything) => {
    total += one
  })
  return total
}

function average(numbers: Anything): unknown {
  if (numbers === undefined || numbers.length === 0) return undefined
  return (sum(numbers) as number) / numbers.length
}

const max = (numbers: Anything): unknown => most(numbers, Math.max)
const min = (numbers: Anything): unknown => most(numbers, Math.min)

function most(numbers: Anything, of: (...numbers: number[]) => number): unknown {
  if (numbers === undefined || numbers.length === 0) return undefined
  // By pairs, as the arguments of one call a long list would fill the stack.
  return Array.isArray(numbers)
    ? numbers.reduce((one, other) => of(one, other), of(numbers[0]))
    : of.apply(Math, numbers)
}

function round(given: Anything, places?: Anything): number | undefined {
  if (given === undefined) return undefined
  if (!places) return toEven(given)
  const [digits, exponent] = String(given.toString()).split('e')
  const even = toEven(+`${digits}e${exponent ? +exponent + places : places}`)
  const [whole, power] = String(even).split('e')
  return Number(`${whole}e${power ? Number(power) - places : -places}`) + 0
}

function toEven(value: Anything): number {
  const up = Math.round(value)
  return (Math.abs(up - value) === 0.5 && Math.abs(up % 2) === 1 ? up - 1 : up) + 0
}

/** Of what nobody has checked: see `unchecked`. */
export const uncheckedNumbers = { sum, average, max, min, round }
