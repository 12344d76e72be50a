import type { Plan } from './plans.ts'

export interface Statement {
  readonly effect: string
  readonly actions: readonly string[]
  readonly resources: readonly string[]
}

/** Who may take a role, and what it may do. */
export interface RoleOf {
  readonly takers: readonly string[]
  readonly statements: readonly Statement[]
  /** Policies of AWS by their names. */
  readonly managed: readonly string[]
}

const roleType = 'aws:iam/role:Role'
export const roleNames = (plan: Plan): readonly string[] => plan.of(roleType).map(({ name }) => name)

export function roleOf(plan: Plan, name: string): RoleOf {
  const { inputs } = plan.one(roleType, name)
  const trust = documentIn(inputs['assumeRolePolicy'])
  const inline = (inputs['inlinePolicies'] ?? []) as readonly { readonly policy?: string }[]
  return {
    takers: trust.Statement.flatMap(({ Principal = {} }) =>
      Object.entries(Principal).flatMap(([kind, who]) => [who].flat().map((one) => `${kind} ${one}`)),
    ),
    statements: inline.flatMap(({ policy }) => statementsIn(policy)),
    managed: ((inputs['managedPolicyArns'] ?? []) as readonly string[]).map(
      (arn) => arn.split('/').at(-1) ?? '',
    ),
  }
}

interface Written {
  readonly Effect: string
  readonly Action: string | readonly string[]
  readonly Resource?: string | readonly string[]
  readonly Principal?: Readonly<Record<string, string | readonly string[]>>
}

interface Document {
  readonly Statement: readonly Written[]
}

/** Policies are texts, or what they would be texts of. */
const documentIn = (policy: unknown): Document =>
  (typeof policy === 'string' ? JSON.parse(policy) : (policy ?? { Statement: [] })) as Document

const statementsIn = (policy: unknown): readonly Statement[] =>
  documentIn(policy).Statement.map(({ Effect, Action, Resource = [] }) => ({
    effect: Effect,
    actions: [Action].flat(),
    resources: [Resource].flat(),
  }))
