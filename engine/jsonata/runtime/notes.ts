import { FunctionValue } from './builtin.ts'
import { type Lambda, TailCall } from './lambda.ts'

/** A place in an expression that calls by name. */
export interface Site {
  readonly position: number | undefined
  readonly token: string | undefined
}
export interface Thrown {
  position?: number | undefined
  token?: string | undefined
}

/** A lambda remembers where it was called last, by whomever; a function of JSONata is called in many expressions. */
export function note(callee: unknown, site: Site): void {
  const { token, position } = site
  const facts = (callee as Lambda | undefined | null)?.jsonata
  if (facts === undefined) {
    const handed = typeof callee === 'function' && (callee as Lambda).arity !== undefined
    if (handed && site instanceof TailCall) (callee as Lambda).noted = { token, position }
    return
  }
  facts.token = token
  facts.position = position
}

/** What gives the match after one: what it throws says where the regular expression stands. */
const isNext = ({ name, parameters }: FunctionValue): boolean => name === 'next' && parameters?.[0] === ''

/** What was thrown, with where the function was called. */
export function marked(thrown: Thrown, callee: unknown, site: Site | undefined): unknown {
  if (typeof thrown !== 'object' || thrown === null) return thrown
  const builtin = callee instanceof FunctionValue && (site instanceof TailCall || !isNext(callee))
  const own = (callee as Lambda | undefined | null)?.jsonata
  // A last call is noted on whatever function it calls.
  const last = typeof callee === 'function' && own === undefined && site instanceof TailCall
  const facts = builtin ? site : last ? ((callee as Lambda).noted ?? site) : own
  // A last call is made under a name only where a variable is called.
  const unnamed = site === undefined || (site instanceof TailCall && site.token === undefined)
  const token = builtin && unnamed && callee.name !== '' ? callee.name : facts?.token
  if (token !== undefined && thrown.token === undefined) thrown.token = token
  if (facts?.position) thrown.position = facts.position
  return thrown
}

/** What a function of the host threw, with where it was called. */
export function called(thrown: Thrown, position: number, token: string): unknown {
  if (typeof thrown !== 'object' || thrown === null) return thrown
  thrown.token ??= token
  thrown.position = position
  return thrown
}

export function completed(thrown: Thrown, position: number | undefined, token: string | undefined): unknown {
  if (typeof thrown !== 'object' || thrown === null) return thrown
  if (!thrown.position) thrown.position = position
  if (!thrown.token) thrown.token = token
  return thrown
}
