import { captureFromFiles } from '../../engine/capture/recorded.ts'
import { compileFeed } from '../../engine/plan/compile.ts'
import type { SpecFiles } from '../../engine/plan/compiling.ts'
import { folderFiles } from '../../engine/plan/feed-files.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import type { Prior } from '../../engine/poll/prior.ts'
import { type Judged, processCapture } from '../../engine/poll/process-capture.ts'

/** The plan of a feed of the project; a spec with problems fails the test with all of them. */
export function planOf(path: string, files: SpecFiles = folderFiles): Plan {
  const { plan, problems } = compileFeed(path, files)
  if (plan !== undefined) return plan
  const said = problems.map(
    ({ at, code, message }) => `${at?.file}:${at?.line}:${at?.column} ${code} ${message}`,
  )
  throw new Error(said.join('\n'))
}

/** A feed that was never polled. */
export const nothingBefore: Prior = { state: new Map(), facts: null, holds: [], held: [], orders: [] }

/** What the engine makes of files as they lie there: one per request of the plan. */
export async function judgeFiles(
  plan: Plan,
  files: Readonly<Record<string, string>>,
  capturedAt: string,
  prior: Prior = nothingBefore,
): Promise<Judged> {
  return processCapture(plan, await captureFromFiles(files, capturedAt), prior, new AbortController().signal)
}
