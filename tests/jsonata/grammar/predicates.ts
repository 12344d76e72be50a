import type { Write } from './kinds.ts'
import { isFunctionSample, isList, isObject, type Made, type Sample, type Scope, step } from './scope.ts'

/** A predicate behind a step whose value is the sample; the scope is that of one item. */
export function predicate(scope: Scope, sample: Sample, write: Write): Made {
  const { random, here } = scope
  const one = isList(sample) ? (sample[0] as Sample) : sample
  const keys = isObject(here) ? Object.keys(here) : []
  return random.weighted<() => Made>([
    [30, () => ({ text: `[${random.pick([0, 0, 1, 2, -1, -1, -2, 1.7, 20])}]`, sample: one })],
    [keys.length > 0 ? 25 : 0, () => ({ text: `[${compared(scope, random.pick(keys))}]`, sample })],
    [25, () => ({ text: `[${write(scope, 'boolean').text}]`, sample })],
    [8, () => ({ text: `[${write(scope, 'number').text}]`, sample: one })],
    [5, () => ({ text: `[[${random.pick(['0..1', '1, 0', '0', '-1', '', '0..0, 5', '"a"'])}]]`, sample })],
    [5, () => ({ text: `[${write(scope, 'any').text}]`, sample })],
    [3, () => ({ text: `[$ = ${write(scope, 'any').text}]`, sample })],
  ])()
}

/** A member compared with the value that it has in the sample, or with something near. */
function compared({ random, here }: Scope, key: string): string {
  const member = isObject(here) ? here[key] : undefined
  const name = step(random, key)
  if (typeof member === 'number') {
    return `${name} ${random.pick(['=', '>', '<', '>=', '<=', '!='])} ${random.percent(70) ? member : 2}`
  }
  if (typeof member === 'string')
    return `${name} ${random.pick(['=', '!=', '>', '<'])} ${JSON.stringify(member)}`
  if (isList(member) || isObject(member) || isFunctionSample(member)) return name
  return `${name} ${random.pick(['=', '!=', 'in'])} ${random.pick(['null', 'true', 'false', '[null]'])}`
}
