import type { Node } from '../tree.ts'
import { objectTest } from './items.ts'
import { sieved } from './member.ts'
import { isBare, namesFrom } from './names.ts'
import { anyData, anyValue, type Made, types } from './types.ts'
import { kept, type Place, quoted, type Writing } from './writing.ts'

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

/** Where all that is passed is an object, what lies between makes no difference. */
export function fromParent(w: Writing, { parents, keys }: Parents, place: Place): Made {
  const read = parents.map((parent) => kept(w, w.value(parent, place)))
  const last = read.at(-1) as Made
  const between = read.slice(0, -1).map((one) => kept(w, testMade(w, one), 'object').js)
  const passed = [place.object(), ...between].filter((test) => test !== 'true').join(' && ')
  if (passed === '') return namesFrom(w, last, keys, place)
  const js = w.out.fresh(keys.at(-1))
  w.out.line(`let ${js}`)
  const data = last.data === true ? { data: true } : {}
  w.out.block(`if (${passed})`, () => w.out.line(`${js} = ${namesFrom(w, last, keys, place).js}`))
  const others = read.map((one) => one.js).join(', ')
  const names = keys.map(quoted).join(', ')
  const found = `${w.use('parentNames')}(${place.input.js}, [${others}], [${names}])`
  const whole = last.raw === true ? `${w.use('entire')}(${sieved(w, last, found)})` : found
  w.out.line(`else ${js} = ${whole}`)
  const type = last.data === true ? anyData | types.nothing | types.sequence : anyValue
  return { js, type, ...data, ...(last.data === true ? { settled: true } : {}) }
}

const testMade = (w: Writing, made: Made): Made => {
  const js = objectTest(w, made)
  return { js, type: types.boolean, ...(made.data === true ? { same: js } : {}) }
}
