import { FunctionValue, isFunction, type RuntimeBounds } from './builtin.ts'
import { fail } from './fault.ts'
import type { Frame } from './frame.ts'
import { cloneOf, clone as cloneOfJsonata } from './functions/clone.ts'
import { signatureOf } from './signature.ts'

export interface Transform {
  readonly clone: () => unknown
  /** Whatever the pattern finds lies in what it is given. */
  readonly inside: boolean
  readonly pattern: (input: unknown) => unknown
  readonly update: (match: unknown) => unknown
  readonly remove: ((match: unknown) => unknown) | undefined
  /** Of the whole, of what is merged, of what is deleted. */
  readonly positions: readonly (number | undefined)[]
}
type Members = Record<string, unknown>
type Apply = (callee: unknown, args: readonly unknown[], input: unknown, frame: Frame | undefined) => unknown

const signature = signatureOf('<(oa):o>')

/** `|pattern|update, delete|`: a function that gives a copy with changes. Throws T2011, T2012, T2013. */
export const transformerOf =
  (apply: Apply, bounds: RuntimeBounds) =>
  (transform: Transform, frame: Frame | undefined): FunctionValue => {
    const [whole] = transform.positions
    const run = (object: unknown): unknown => {
      if (object === undefined) return undefined
      const clone = transform.clone()
      if (!isFunction(clone)) fail('T2013', { position: whole })
      const cloned = isClone(clone) ? clonedIn(object as object, bounds) : apply(clone, [object], null, frame)
      // A function of the expression's own may give what it is given, which is changed by nobody.
      const made = clone instanceof FunctionValue ? cloned : copied(cloned, bounds)
      const matches = transform.pattern(made)
      const owned = transform.inside && isClone(clone) ? undefined : objectsIn(made, new Set())
      if (matches !== undefined) {
        for (const match of Array.isArray(matches) ? (matches as unknown[]) : [matches])
          change(match, transform, owned)
      }
      return made
    }
    return new FunctionValue('', signature, ['obj'], run, 1)
  }

const isClone = (clone: unknown): boolean => clone instanceof FunctionValue && clone.run === cloneOfJsonata

/** $clone of what has been looked at before; a failure is noted as that of a call. */
function clonedIn(object: object, bounds: RuntimeBounds): unknown {
  try {
    return cloneOf(object, bounds)
  } catch (thrown) {
    const failed = thrown as { token?: string } | null
    if (typeof failed === 'object' && failed !== null) failed.token ??= 'clone'
    throw thrown
  }
}

function copied(value: unknown, bounds: RuntimeBounds): unknown {
  if (typeof value !== 'object' || value === null || isFunction(value)) return value
  bounds.step()
  if (Array.isArray(value)) return value.map((item) => copied(item, bounds))
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copied(member, bounds)]))
}

/** What is changed is the copy, and nothing that the pattern finds elsewhere. */
function objectsIn(value: unknown, found: Set<unknown>): ReadonlySet<unknown> {
  if (typeof value !== 'object' || value === null || isFunction(value) || found.has(value)) return found
  found.add(value)
  for (const member of Object.values(value)) objectsIn(member, found)
  return found
}

function change(
  match: unknown,
  { update, remove, positions }: Transform,
  owned: ReadonlySet<unknown> | undefined,
): void {
  // A function is nothing that members could be seen of.
  const elsewhere =
    isFunction(match) || (typeof match === 'object' && match !== null && owned?.has(match) === false)
  const [, updated, removed] = positions
  const members = update(match)
  if (members !== undefined) {
    if (typeof members !== 'object' || members === null || Array.isArray(members) || isFunction(members)) {
      fail('T2011', { position: updated, value: members })
    }
    if (!elsewhere) {
      const names = Object.keys(members)
      for (let at = 0; at < names.length; at += 1) {
        const name = names[at] as string
        ;(match as Members)[name] = (members as Members)[name]
      }
    }
  }
  const names = remove?.(match)
  if (names === undefined) return
  const isList = Array.isArray(names)
  if (isList ? names.some((key) => typeof key !== 'string') : typeof names !== 'string')
    fail('T2012', { position: removed, value: names })
  if (typeof match !== 'object' || match === null || elsewhere) return
  if (!isList) delete (match as Members)[names as string]
  else for (const key of names as readonly string[]) delete (match as Members)[key]
}
