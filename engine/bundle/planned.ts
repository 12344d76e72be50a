import type { AssembleOptions } from '../assemble/assemble.ts'
import type { Factory } from '../jsonata/compile.ts'
import type { Mark } from '../map/places.ts'
import type { ProvenRegex } from '../map/regexes.ts'
import type { Election } from '../model/election.ts'
import type { ReadPaths } from '../model/read-path.ts'
import type { Limits, Plan } from '../plan/plan.ts'
import type { PartRecipe, Recipe } from '../plan/recipe.ts'
import type { HostAllowances } from '../source/host-allowances.ts'

/** One expression of a mapping or a lookup: its code, or its text where it has none and is interpreted. */
export type PlannedExpression = {
  /** Where what can fail stands in the spec. */
  readonly marks: readonly Mark[]
  /** Names that it surely reads at the top of a row. */
  readonly reads: readonly string[]
} & (
  | {
      readonly code: Factory
      /** What it calls: of the runtime, and of JSONata with `$`. */
      readonly uses: readonly string[]
    }
  | { readonly text: string; readonly because: string }
)

export interface PlannedPart extends PartRecipe {
  readonly name: string
  readonly request: string
  /** By its place among the expressions. */
  readonly map?: number
  readonly fills?: readonly {
    readonly lookup: string
    readonly allUsed: boolean
    readonly key: number
    readonly value?: number
  }[]
  /** What it reads below the rows of a tree. */
  readonly paths?: readonly ReadPaths[]
}

/** A plan as a module holds it: data, and the code of its expressions. */
export interface Planned
  extends Recipe,
    Pick<Plan, 'feed' | 'title' | 'status' | 'hash' | 'unit' | 'timezone' | 'schedule'> {
  readonly election: () => Election
  readonly limits: Limits
  readonly assemble: AssembleOptions
  readonly parts: readonly PlannedPart[]
  readonly expressions: readonly PlannedExpression[]
  /** What is proven of the regular expressions of its mappings and names. */
  readonly proofs: readonly ProvenRegex[]
}

/** What `feed compile` writes: every plan by the id of its feed, made when it is asked for. */
export interface PlanModule {
  /** What may be asked of hosts, by all feeds together. */
  readonly hosts: HostAllowances
  readonly plans: Readonly<Record<string, () => Planned | Promise<Planned>>>
}
