import { posix } from 'node:path'
import * as checkTable from '../check/table.ts'
import type { AnyComponent, LazyTable, Site } from '../component.ts'
import { decoders } from '../decode/table.ts'
import { withLibraries } from '../flow/library.ts'
import type { Plan } from '../plan/plan.ts'
import type { ComponentRecipe } from '../plan/recipe.ts'
import { allRows } from '../select/all-rows.ts'
import { numbered } from '../select/numbered.ts'
import { selectors } from '../select/table.ts'
import { sources } from '../source/table.ts'
import { unpackers } from '../unpack/table.ts'
import { evaluations } from './evaluations.ts'
import { partFrom } from './part-from.ts'
import type { Planned, PlannedPart } from './planned.ts'

/**
 * The plan that a module holds: what its spec compiles to, without the spec. Only the components that it names are loaded,
 * and what reads expressions only for those that have no code. `feeds`: the folder in which a source looks for files.
 */
export async function loadPlan(planned: Planned, feeds = 'feeds'): Promise<Plan> {
  const { feed, title, status, hash, unit, timezone, schedule, limits, assemble } = planned
  const { lookups, parameters } = planned
  const at = { file: posix.join(feeds, planned.file), line: 1, column: 1 }
  const site: Site = {
    position: () => at,
    files: planned.files,
    report(problem) {
      throw new Error(`the plan of ${feed} was found sound, and now has a problem`, { cause: problem })
    },
  }
  const one = async <Port>(table: LazyTable<Port>, recipe: ComponentRecipe, given = site): Promise<Port> => {
    const component = await table[recipe.type]?.()
    return withLibraries(() => created(component, recipe, given))
  }
  const evaluated = await evaluations(planned)
  const portsOf = async (part: PlannedPart) => {
    const selector = part.select === undefined ? allRows : await one(selectors, part.select)
    return {
      unpack: await Promise.all(part.unpack.map((recipe) => one(unpackers, recipe))),
      decode: await one(decoders, part.decode),
      select: part.repeats === undefined ? selector : numbered(selector, part.repeats),
    }
  }
  return {
    feed,
    title,
    status,
    hash,
    election: planned.election(),
    unit,
    timezone,
    schedule,
    source: await one(sources, planned.source, { ...site, declared: { lookups, parameters } }),
    parts: await Promise.all(
      planned.parts.map(async (part) => partFrom(part, await portsOf(part), planned.expressions, evaluated)),
    ),
    assemble,
    checks: await withLibraries(() =>
      planned.checks.map((recipe) => {
        const component = Object.values(checkTable).find(({ type }) => type === recipe.type)
        return created(component, recipe, site)
      }),
    ),
    limits,
  }
}

function created<Port>(
  component: AnyComponent<Port> | undefined,
  { type, options }: ComponentRecipe,
  site: Site,
): Port {
  if (component === undefined) throw new Error(`this engine has no ${type}: the plan is of another one`)
  return component.create(options, site)
}
