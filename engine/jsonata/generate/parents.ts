import type { Node } from '../tree.ts'
import { objectTest } from './items.ts'
import { sieved } from './member.ts'
import { isBare, namesFrom } from './names.ts'
import { anyData, anyValue, type Made, types } from './types.ts'
import type { Spot } from './writer.ts'
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
  const { met = here, ...parent } = last
  const direct = (): Made => met(() => namesFrom(w, parent, keys, place))
  if (passed === '') return direct()
  const others = read.map((one) => one.js).join(', ')
  const names = keys.map(quoted).join(', ')
  const found = `${w.use('parentNames')}(${place.input.js}, [${others}], [${names}])`
  const whole = last.raw === true ? `${w.use('entire')}(${sieved(w, last, found)})` : found
  const js = w.out.fresh(keys.at(-1))
  const before = met === here ? undefined : direct().js
  w.out.line(`let ${js}`)
  w.out.block(`if (${passed})`, () => w.out.line(`${js} = ${before ?? direct().js}`))
  w.out.line(`else ${js} = ${whole}`)
  const type = last.data === true ? anyData | types.nothing | types.sequence : anyValue
  return { js, type, ...(last.data === true ? { data: true, settled: true } : {}) }
}

const here: Spot = (write) => write()

const testMade = (w: Writing, made: Made): Made => {
  const js = objectTest(w, made)
  return { js, type: types.boolean, ...(made.data === true ? { same: js } : {}) }
}
