import type { Check } from '../check/check.ts'
import * as checks from '../check/table.ts'
import type { Table } from '../component.ts'
import type { Decoder } from '../decode/decoder.ts'
import * as decoders from '../decode/table.ts'
import type { Selector } from '../select/selector.ts'
import * as selectors from '../select/table.ts'
import type { Source } from '../source/source.ts'
import * as sources from '../source/table.ts'
import * as unpackers from '../unpack/table.ts'
import type { Unpacker } from '../unpack/unpacker.ts'

/** Every component that a spec can name, family by family. */
export interface Tables {
  readonly source: Table<Source>
  readonly unpack: Table<Unpacker>
  readonly decode: Table<Decoder>
  readonly select: Table<Selector>
  readonly check: Table<Check>
}
/** The components of this engine. */
export const tables: Tables = {
  source: sources,
  unpack: unpackers,
  decode: decoders,
  select: selectors,
  check: checks,
}
/** What people call a member of each family. */
export const familyNames: Readonly<Record<keyof Tables, string>> = {
  source: 'source',
  unpack: 'unpacker',
  decode: 'decoder',
  select: 'selector',
  check: 'check',
}
