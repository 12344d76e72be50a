import type { DecodeLimits, Decoder } from '../../engine/decode/decoder.ts'
import { spreadsheetml } from '../../engine/decode/spreadsheetml.ts'
import { xls } from '../../engine/decode/xls.ts'
import { xlsx } from '../../engine/decode/xlsx.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import { decoded } from '../conformance/decoder.ts'
import { type WorkbookDescription, type WorkbookKind, workbookBytes } from '../helpers/workbook.ts'

const site = { position: () => undefined, report: () => {} }
const components = { xlsx, xls, xls5: xls, xml: spreadsheetml } as const

/** The decoder of a kind of workbook. */
export const decoderOf = (kind: WorkbookKind, options: { cell_errors?: 'error' | 'text' } = {}): Decoder =>
  components[kind].create(options, site)

/** A sheet as plain data: `places` are those of its cells. */
export interface PlainSheet {
  readonly name: string
  readonly hidden?: boolean
  readonly merged: readonly object[]
  readonly rows: readonly {
    readonly cells: readonly string[]
    readonly place: string
    readonly hidden?: boolean
    readonly places: string[]
  }[]
}

export async function sheetsOf(
  decoder: Decoder,
  body: Uint8Array,
  limits?: DecodeLimits,
): Promise<readonly PlainSheet[]> {
  return (await decoded(decoder, bodyOf(body), limits)).read as readonly PlainSheet[]
}

/** The texts of the cells of the first sheet, once it was written and read. */
export async function cellsOf(
  kind: WorkbookKind,
  description: WorkbookDescription,
): Promise<readonly (readonly string[])[]> {
  const [sheet] = await sheetsOf(decoderOf(kind), workbookBytes(kind, description))
  return sheet?.rows.map(({ cells }) => cells) ?? []
}
