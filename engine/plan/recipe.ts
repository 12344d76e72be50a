import { posix } from 'node:path'
import type { Lookups } from '../map/given.ts'
import type { ValueRules } from '../map/numbers.ts'
import type { Json } from '../model/json.ts'
import type { Repeats } from '../select/numbered.ts'
import type { Compiling, Section } from './compiling.ts'
import type { Tables } from './tables.ts'

/** A component as a plan was made of it: by its name, with options that were found sound. */
export interface ComponentRecipe {
  readonly type: string
  readonly options: Json
}
export interface PartRecipe {
  readonly unpack: readonly ComponentRecipe[]
  readonly decode: ComponentRecipe
  /** Undefined: the rows that the decoder gives. */
  readonly select?: ComponentRecipe
  readonly repeats?: Repeats
}
/** How the names of a kind are cleaned: the sources of regular expressions. */
export interface NameRecipe {
  readonly strip: readonly string[]
  readonly party: readonly string[]
  readonly lookup?: string
  readonly withoutParty?: readonly string[]
}
/** What a plan was made of, as data: whoever has it, and the code of its expressions, makes the same plan without a spec. */
export interface Recipe {
  /** The spec, from the folder of feeds: files that its source names lie beside it. */
  readonly file: string
  /** Those of them that are part of the plan, by their names. */
  readonly files: Readonly<Record<string, string>>
  readonly source: ComponentRecipe
  readonly checks: readonly ComponentRecipe[]
  readonly lookups: Lookups
  readonly parameters: Readonly<Record<string, string | number | boolean>>
  readonly carried: readonly string[]
  readonly values: ValueRules
  readonly names: Readonly<Record<string, NameRecipe>>
}

/** The component that a section names. It is known to be sound. */
export function recipeOf({ value }: Pick<Section, 'value'>): ComponentRecipe {
  if (typeof value === 'string') return { type: value, options: {} }
  const [[type, options] = ['', null]] = Object.entries((value ?? {}) as Readonly<Record<string, Json>>)
  return { type, options: options ?? {} }
}

/** All checks, in their order: those that the spec gives options, and the others. */
export function checkRecipes(
  section: Pick<Section, 'value'> | undefined,
  { check }: Pick<Tables, 'check'>,
): readonly ComponentRecipe[] {
  const given = ((section?.value ?? []) as readonly Json[]).map((value) => recipeOf({ value }))
  return Object.values(check)
    .map(({ type }) => type)
    .toSorted()
    .map((type) => given.find((one) => one.type === type) ?? { type, options: {} })
}

/** The files beside a spec that its source reads with every poll: certificates of authorities. */
export function filesBeside(
  path: string,
  source: Json | undefined,
  { files }: Pick<Compiling, 'files'>,
): Recipe['files'] {
  const found: Record<string, string> = {}
  const walk = (value: Json | undefined): void => {
    if (typeof value !== 'object' || value === null) return
    const { authority } = value as Readonly<Record<string, Json>>
    const { file } = (authority ?? {}) as Readonly<Record<string, Json>>
    const text = typeof file === 'string' ? files.read(posix.join(posix.dirname(path), file)) : undefined
    if (typeof file === 'string' && typeof text === 'string') found[file] = text
    for (const inner of Object.values(value)) walk(inner)
  }
  walk(source)
  return found
}
