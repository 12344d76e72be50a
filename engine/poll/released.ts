import { captureOf } from '../flow/capture-of.ts'
import type { Head } from '../model/head.ts'
import type { Plan } from '../plan/plan.ts'
import { hasComeDue } from './ask-source.ts'
import type { Taken } from './polling.ts'

/**
 * The capture that a person has vouched for, as the archive has it. It is judged before the source is asked: the source
 * may be gone, or already give another one, and a person could never win against a source that changes every 15 seconds.
 * Undefined: nothing was released, or nobody vouched for figures (a hold of a person ended, a gate came due).
 */
export function releasedCapture(head: Head, plan: Plan, now: string): Taken | undefined {
  const { judged, cursors, checkedAt, reopened, orders } = head
  if (!reopened || judged === null || checkedAt === null || hasComeDue(head, now)) return undefined
  const isVouchedFor = orders.some(
    ({ order, capture, code }) =>
      order === 'release' && capture === judged.capture && code !== 'OPERATOR_HOLD',
  )
  if (!isVouchedFor) return undefined
  const payloads = Object.values(cursors).map(({ payload }) => payload)
  const capture = captureOf(payloads, judged.failed)
  if (capture.hash !== judged.capture) return undefined
  return { capture, capturedAt: now, checkedAt, cursors: head.plan === plan.hash ? cursors : {} }
}
