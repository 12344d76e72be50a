import { hash } from 'node:crypto'
import type { Decoder } from '../../engine/decode/decoder.ts'
import { placeOf } from '../../engine/decode/lines.ts'
import { emptyBody, makeRoom, type RawBody } from '../../engine/decode/raw-body.ts'
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
      read(last) {
        const body = emptyBody(last)
        async function* batches(): AsyncIterable<RawBatch> {
          for await (const batch of rows) yield rawBatch(batch, seed, last, body)
        }
        return { body, batches: batches() }
      },
    }
  }
}

function rawBatch(rows: readonly Row[], seed: number, last: RawBody | undefined, body: RawBody): RawBatch {
  let passed = 0
  const at = (n: number): Row => {
    const row = rows[n]
    if (row === undefined) throw new Error(`no row ${n}`)
    return row
  }
  const halves = rows.map(({ value }) => {
    const hex = hash('sha256', `${seed} ${JSON.stringify(value)}`)
    return [Number.parseInt(hex.slice(0, 8), 16), Number.parseInt(hex.slice(8, 16), 16)]
  })
  const isNext = (number: number): boolean =>
    last !== undefined &&
    number < last.count &&
    halves[passed]?.every((half, n) => last.hashes[2 * number + n] === half) === true
  function next(): boolean {
    if (passed === rows.length) return false
    makeRoom(body, 1)
    body.hashes.set(halves[passed] ?? [], 2 * body.count)
    body.lines[body.count] = placeOf(at(passed).place)?.line ?? 0
    body.count += 1
    passed += 1
    return true
  }
  return {
    same(from, to) {
      let number = from
      while (number < to && isNext(number)) {
        next()
        number += 1
      }
      return number - from
    },
    next,
    isNext,
    row: () => at(passed - 1),
  }
}
