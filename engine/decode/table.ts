import type { LazyTable } from '../component.ts'
import type { Decoder } from './decoder.ts'

/** By the names that specs call them; the file of one is loaded where it is needed. */
export const decoders: LazyTable<Decoder> = {
  csv: async () => (await import('./csv.ts')).csv,
  fixed_width: async () => (await import('./fixed-width.ts')).fixedWidth,
  html: async () => (await import('./html.ts')).html,
  html_tables: async () => (await import('./html-tables.ts')).htmlTables,
  json: async () => (await import('./json.ts')).json,
  json_lines: async () => (await import('./json-lines.ts')).jsonLines,
  spreadsheetml: async () => (await import('./spreadsheetml.ts')).spreadsheetml,
  text: async () => (await import('./text-lines.ts')).text,
  xls: async () => (await import('./xls.ts')).xls,
  xlsx: async () => (await import('./xlsx.ts')).xlsx,
  xml: async () => (await import('./xml.ts')).xml,
}
