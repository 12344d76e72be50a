import { type Assembled, assembler } from '../assemble/assemble.ts'
import { isList } from '../assemble/kept-row.ts'
import type { CountLine } from '../model/count-line.ts'
import type { Plan } from '../plan/plan.ts'
import type { BodyRows } from './body-rows.ts'

/** What all rows of a capture come to, where what they say can not be taken apart. */
export function assembledWhole(bodies: readonly BodyRows[], plan: Plan): Assembled {
  const gathered = assembler(plan.election, plan.unit, plan.assemble)
  for (const { body, rows } of bodies) {
    const lines: CountLine[] = []
    for (const row of rows) {
      if (row === undefined) continue
      const place = body.placeOf(row.line)
      for (const value of isList(row.said) ? row.said : [row.said]) lines.push({ value, place })
    }
    gathered.add(lines, body.origin)
  }
  return gathered.finish()
}
