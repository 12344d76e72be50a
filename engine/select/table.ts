import type { LazyTable } from '../component.ts'
import type { Selector } from './selector.ts'

/** By the names that specs call them; the file of one is loaded where it is needed. */
export const selectors: LazyTable<Selector> = {
  css: async () => (await import('./css.ts')).css,
  jmespath: async () => (await import('./jmespath.ts')).jmespath,
  lines: async () => (await import('./lines.ts')).lines,
  table: async () => (await import('./grid-table.ts')).table,
}
