import type { JsonObject } from '../../model/json.ts'
import { type Legend, legendCalled } from './legend.ts'
import type { Pattern } from './patterns.ts'
import type { Values } from './values.ts'

/** What lines have said so far about the rows that follow. */
export interface Carried {
  /** A heading with these values. The same words again change nothing, unless the spec says that they begin anew. */
  begin(pattern: Pick<Pattern, 'name' | 'options'>, values: Values): void
  /** Headings and legends of these names hold no longer. */
  reset(names: readonly string[]): void
  /** By the name of the heading, its values. */
  headings(): JsonObject
  legend(name: string): Legend
}

/** Nothing yet. `changed` is told of every heading that begins. */
export function carrying(changed: (heading: string) => void): Carried {
  const headings = new Map<string, Values>()
  /** By heading, how often it has begun with the same words. */
  const counts = new Map<string, Map<string, number>>()
  const said = new Map<string, string>()
  const legends = new Map<string, Legend>()
  const legend = (name: string): Legend => {
    const known = legends.get(name)
    if (known !== undefined) return known
    const made = legendCalled(name)
    legends.set(name, made)
    return made
  }
  const reset = (names: readonly string[]): void => {
    for (const name of names) {
      headings.delete(name)
      said.delete(name)
      counts.delete(name)
      legends.get(name)?.reset()
    }
  }
  return {
    begin({ name, options: { resets = [], again, numbered } }, values) {
      const words = JSON.stringify(values)
      if (said.get(name) === words && again !== 'anew') return
      said.set(name, words)
      reset(resets.filter((other) => other !== name))
      changed(name)
      if (numbered === undefined) {
        headings.set(name, values)
        return
      }
      const seen = counts.get(name) ?? new Map<string, number>()
      const count = (seen.get(words) ?? 0) + 1
      counts.set(name, seen.set(words, count))
      headings.set(name, { ...values, [numbered]: String(count) })
    },
    reset,
    headings: () => Object.fromEntries(headings),
    legend,
  }
}
