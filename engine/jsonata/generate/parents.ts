import type { Node } from '../tree.ts'
import { isBare, namesFrom } from './names.ts'
import { anyValue, type Made, types } from './types.ts'
import { kept, type Place, type Writing } from './writing.ts'

/** `%.%.name`: parents of the context, and names behind the last. */
export interface Parents {
  readonly parents: readonly Node[]
  readonly keys: readonly string[]
}

export function parentsOf(node: Node): Parents | undefined {
  const steps = node.steps ?? []
  if (node.keepSingletonArray === true || node.group !== undefined || node.tuple === true) return undefined
  if (steps.some((step) => step.tuple === true || !isBare(step))) return undefined
  const from = steps.findIndex(({ type }) => type !== 'parent')
  if (from < 1 || !steps.slice(from).every(({ type }) => type === 'name')) return undefined
  return {
    parents: steps.slice(0, from),
    keys: steps.slice(from).map(({ value }) => String(value)),
  }
}

/** Where all that is passed is an object, what lies between makes no difference; `other` writes the path as any other. */
export function fromParent(w: Writing, { parents, keys }: Parents, place: Place, other: () => Made): Made {
  const read = parents.map((parent) => kept(w, w.value(parent, place)))
  const last = read.at(-1) as Made
  const object = w.use('isObject')
  const tests = [place.object(), ...read.slice(0, -1).map(({ js }) => `${object}(${js})`)]
  const passed = tests.filter((test) => test !== 'true').join(' && ')
  if (passed === '') return namesFrom(w, last, keys, place)
  const js = w.out.fresh(keys.at(-1))
  w.out.line(`let ${js}`)
  let data = true
  w.out.block(`if (${passed})`, () => {
    const made = namesFrom(w, last, keys, place)
    data = made.data === true
    w.out.line(`${js} = ${made.js}`)
  })
  w.out.block('else', () => {
    const made = kept(w, other())
    w.out.line(`${js} = ${w.use('settled')}(${made.js})`)
  })
  return { js, type: anyValue | types.nothing, settled: true, ...(data ? { data } : {}) }
}
