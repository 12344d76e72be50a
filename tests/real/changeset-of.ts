import { captureFromFiles } from '../../engine/capture/recorded.ts'
import type { Changeset } from '../../engine/model/changeset.ts'
import { sealed } from '../../engine/poll/changeset.ts'
import { type Judged, processCapture } from '../../engine/poll/process-capture.ts'
import { nothingBefore, planOf } from '../helpers/judged.ts'
import type { RealCapture } from './real-captures.ts'

/** The first changeset of a feed, in the bytes in which it would be archived. */
export async function changesetOf({ feed, files, capturedAt }: RealCapture): Promise<{
  readonly text: string
  readonly hash: string
  readonly judged: Judged
}> {
  const plan = planOf(feed)
  const taken = await captureFromFiles(files, capturedAt)
  const judged = await processCapture(plan, taken, nothingBefore, new AbortController().signal)
  const changeset: Changeset = {
    feed: plan.feed,
    revision: 1,
    predecessor: null,
    plan: plan.hash,
    feedUnit: plan.unit,
    capture: taken.capture.hash,
    capturedAt,
    releases: judged.releases,
    changes: judged.changes,
  }
  return { ...sealed(changeset), judged }
}
