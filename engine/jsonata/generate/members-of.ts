import type { Pair } from '../tree.ts'
import { type Made, may, types } from './types.ts'
import { kept, type Place, quoted, type Writing } from './writing.ts'

/** An object whose keys are known: its members one after the other, in the order in which objects have them. */
export function membersOf(
  w: Writing,
  keys: readonly string[],
  pairs: readonly Pair[],
  position: number | undefined,
  place: Place,
): Made {
  const wrong = keys.find((key, index) => reserved.has(key) || keys.indexOf(key) !== index)
  if (wrong !== undefined) {
    const code = reserved.has(wrong) ? 'D1013' : 'D1009'
    w.out.line(`${w.use('fail')}("${code}", { position: ${String(position)}, value: ${quoted(wrong)} })`)
  }
  const values = new Map<string, Made>()
  for (const key of Object.keys(Object.fromEntries(keys.map((one) => [one, 0])))) {
    const [, node] = pairs[keys.indexOf(key)] as Pair
    const made = w.value(node, place)
    if (made.type !== types.nothing) values.set(key, kept(w, made, key))
  }
  const doubtful = [...values.values()].filter(({ type }) => may(type, types.nothing))
  const literal = `{ ${[...values].map(([key, { js }]) => `${keyed(key)}: ${js}`).join(', ')} }`
  const js = w.out.fresh('object')
  if (doubtful.length === 0) w.out.line(`const ${js} = ${literal}`)
  else {
    const all = doubtful.map((made) => `${made.js} !== undefined`).join(' && ')
    w.out.line(`const ${js} = ${all}`)
    w.out.line(`  ? ${literal}`)
    w.out.line(`  : ${w.use('present')}(${literal})`)
  }
  return { js, type: types.object }
}

/** The library marks its own functions with them. */
const reserved = new Set(['_jsonata_lambda', '_jsonata_function'])

const keyed = (key: string): string => (key === '__proto__' ? '["__proto__"]' : quoted(key))
