import type { Pair } from '../tree.ts'
import { remembered } from './remembered.ts'
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
    const made = remembered(w, key, node, place) ?? w.value(node, place)
    if (made.type !== types.nothing) values.set(key, kept(w, made, key))
  }
  return assembled(w, values)
}

/** As one literal, where all of it is there; else member by member. */
function assembled(w: Writing, values: ReadonlyMap<string, Made>): Made {
  const members = [...values]
  const js = w.out.fresh('object')
  const first = members.findIndex(isDoubtful)
  const made = { js, type: types.object }
  if (first === -1) {
    w.out.line(`const ${js} = ${literal(members)}`)
    return made
  }
  w.out.line(`let ${js}`)
  const all = members.filter(isDoubtful).map(([, one]) => `${one.js} !== undefined`)
  w.out.block(`if (${all.join(' && ')})`, () => w.out.line(`${js} = ${literal(members)}`))
  w.out.block('else', () => {
    w.out.line(`${js} = ${literal(members.slice(0, first))}`)
    for (const member of members.slice(first)) {
      const [key, one] = member
      const there = isDoubtful(member) ? `if (${one.js} !== undefined) ` : ''
      const put =
        key === '__proto__'
          ? `${w.use('put')}(${js}, "__proto__", ${one.js})`
          : `${js}[${quoted(key)}] = ${one.js}`
      w.out.line(`${there}${put}`)
    }
  })
  return made
}

type Member = readonly [key: string, made: Made]

const literal = (some: readonly Member[]): string =>
  some.length === 0 ? '{}' : `{ ${some.map(([key, { js }]) => `${keyed(key)}: ${js}`).join(', ')} }`

const isDoubtful = ([, { type }]: Member): boolean => may(type, types.nothing)

/** The library marks its own functions with them. */
const reserved = new Set(['_jsonata_lambda', '_jsonata_function'])

const keyed = (key: string): string => (key === '__proto__' ? '["__proto__"]' : quoted(key))
