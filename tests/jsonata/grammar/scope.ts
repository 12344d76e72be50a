import type { Json, JsonObject } from '../../../engine/model/json.ts'
import type { Random } from './random.ts'

/** A function value among the samples, by how many arguments it takes. */
export interface FunctionSample {
  readonly takes: number
}
export type Sample = Json | FunctionSample | undefined

/** A piece of an expression, with a value that it may well have: what is written next is chosen to fit it. */
export interface Made {
  readonly text: string
  readonly sample: Sample
}

/** What an expression can see where it stands. */
export interface Scope {
  readonly random: Random
  /** `$$`. */
  readonly root: Json
  /** `$`: one of the values that it may be. */
  readonly here: Sample
  /** How many steps `%` can go up. */
  readonly parents: number
  /** Variables that are bound, by name without `$`. */
  readonly variables: ReadonlyMap<string, Sample>
  /** How much deeper expressions may nest. */
  readonly depth: number
}

export const inner = (scope: Scope, here: Sample, more: Partial<Scope> = {}): Scope => ({
  ...scope,
  here,
  depth: scope.depth - 1,
  ...more,
})
export const deeper = (scope: Scope): Scope => ({ ...scope, depth: scope.depth - 1 })

export const bound = (scope: Scope, name: string, sample: Sample): Scope => ({
  ...scope,
  variables: new Map(scope.variables).set(name, sample),
})

export const isObject = (sample: Sample): sample is JsonObject =>
  typeof sample === 'object' && sample !== null && !Array.isArray(sample) && !isFunctionSample(sample)
export const isFunctionSample = (sample: Sample): sample is FunctionSample =>
  typeof sample === 'object' && sample !== null && 'takes' in sample && typeof sample.takes === 'number'
export const isList = (sample: Sample): sample is readonly Json[] => Array.isArray(sample)

/** One of the items; what is no list is its own only item. */
export function itemOf(random: Random, sample: Sample): Sample {
  if (!isList(sample)) return sample
  return sample.length === 0 ? undefined : (random.pick(sample) as Sample)
}

const words = new Set(['and', 'or', 'in', 'true', 'false', 'null', 'function'])

/** A name as a step of a path. */
export function step(random: Random, name: string): string {
  if (/^[A-Za-z_]\w*$/.test(name) && !words.has(name) && !random.percent(2)) return name
  return `\`${name}\``
}

const variableNames = ['x', 'y', 'z', 'i', 'acc', 'a', 'row', 'v_1']
export const variableName = (random: Random): string => random.pick(variableNames)
