import { interpreting } from '../../engine/map/compile-code.ts'
import type { Sha256 } from '../../engine/model/ids.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import { changesetOf, sealed } from '../../engine/poll/changeset.ts'
import type { Judged } from '../../engine/poll/process-capture.ts'

/** What the library makes of it: an expression is interpreted or compiled when its plan is made. */
export async function interpreted<Made>(make: () => Promise<Made>): Promise<Made> {
  interpreting.all = true
  try {
    return await make()
  } finally {
    interpreting.all = false
  }
}

const seen = { capture: '0'.repeat(64) as Sha256, capturedAt: '2024-11-06T01:00:00.000Z' }

/** All that comes of a capture: the bytes of its first changeset as their hash, and what is said beside them. */
export function allOf({ plan, judged }: { readonly plan: Plan; readonly judged: Judged }): readonly string[] {
  const { holds, held, rejections, rows, rejected, facts, controls } = judged
  const { hash } = sealed(changesetOf(plan, { judged, ...seen }, { revision: 0, last: null }))
  return [hash, JSON.stringify({ holds, held, rejections, rows, rejected, facts, controls })]
}
