import type { Check } from '../check/check.ts'
import * as checks from '../check/table.ts'
import { everyOf, type Table } from '../component.ts'
import type { Decoder } from '../decode/decoder.ts'
import { decoders } from '../decode/table.ts'
import type { Selector } from '../select/selector.ts'
import { selectors } from '../select/table.ts'
import type { Source } from '../source/source.ts'
import { sources } from '../source/table.ts'
import { unpackers } from '../unpack/table.ts'
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
  source: await everyOf(sources),
  unpack: await everyOf(unpackers),
  decode: await everyOf(decoders),
  select: await everyOf(selectors),
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
