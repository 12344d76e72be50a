import { hash } from 'node:crypto'
import type { Decoder } from '../../engine/decode/decoder.ts'
import { placeOf } from '../../engine/decode/lines.ts'
import type { RawBatch } from '../../engine/decode/raw-rows.ts'
import type { Row } from '../../engine/model/row.ts'
import type { Plan } from '../../engine/plan/plan.ts'

/** A plan whose decoders give raw rows, made as plainly as can be: of the rows of the whole document, by their values. */
export const withPlainRawRows = (plan: Plan): Plan => ({
  ...plan,
  parts: plan.parts.map((part) => ({
    ...part,
    decode: { ...part.decode, rawRows: plainRawRows(part.decode) },
  })),
})

function plainRawRows(decoder: Decoder): NonNullable<Decoder['rawRows']> {
  return async (payload, limits, seed, signal) => {
    const document = await decoder.decode(payload, limits, signal)
    if (document.shape !== 'rows') throw new Error('no rows')
    const { columns, rows } = document
    return {
      shared: JSON.stringify(columns),
      ...(columns === undefined ? {} : { columns }),
      batches: (async function* batches(): AsyncIterable<RawBatch> {
        for await (const batch of rows) yield rawBatch(batch, seed)
      })(),
    }
  }
}

function rawBatch(rows: readonly Row[], seed: number): RawBatch {
  const at = (n: number): Row => {
    const row = rows[n]
    if (row === undefined) throw new Error(`no row ${n}`)
    return row
  }
  const halves = rows.flatMap(({ value }) => {
    const hex = hash('sha256', `${seed} ${JSON.stringify(value)}`)
    return [Number.parseInt(hex.slice(0, 8), 16), Number.parseInt(hex.slice(8, 16), 16)]
  })
  const line = (n: number): number => placeOf(at(n).place)?.line ?? 0
  return { count: rows.length, hashes: Uint32Array.from(halves), line, row: at }
}
