import type { Plan } from './plans.ts'

/** What a command asks of AWS: an action on a thing, with what else AWS knows of it. */
export interface Call {
  readonly action: string
  /** ARN; `*` where an action is on nothing. */
  readonly on: string
  readonly known?: Readonly<Record<string, string>>
}

interface Condition {
  readonly test: string
  readonly variable: string
  readonly values: readonly string[]
}
export interface Granted {
  readonly Effect: string
  readonly Action: readonly string[]
  readonly Resource: readonly string[]
  readonly Condition?: readonly Condition[]
}

/** What a policy for people grants, by the name of its resource. */
export const grantedBy = (plan: Plan, name: string): readonly Granted[] =>
  JSON.parse(plan.one('aws:iam/policy:Policy', name).inputs['policy']).Statement

/** Would IAM let it pass? Of actions with a `*` it would have to know more. */
export const allows = (policy: readonly Granted[], { action, on, known = {} }: Call): boolean =>
  policy.some(
    ({ Effect, Action, Resource, Condition = [] }) =>
      Effect === 'Allow' &&
      Action.includes(action) &&
      Resource.some((pattern) => isLike(on, pattern)) &&
      Condition.every((one) => holds(one, known)),
  )

function holds({ test, variable, values }: Condition, known: NonNullable<Call['known']>): boolean {
  const value = known[variable]
  if (value === undefined) return test.endsWith('IfExists')
  switch (test.replace('IfExists', '')) {
    case 'StringEquals':
      return values.includes(value)
    case 'ArnEquals':
    case 'ArnLike':
      return values.some((pattern) => isLike(value, pattern))
    default:
      throw new Error(`nobody knows here what ${test} asks for`)
  }
}

const isLike = (text: string, pattern: string): boolean =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => RegExp.escape(part))
      .join('.*')}$`,
  ).test(text)
