import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { captureFromFiles } from '../../engine/capture/recorded.ts'
import { embeddedHomes } from '../../engine/entry/embedded-homes.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import { changesetOf as changeset, readChangeset, sealed } from '../../engine/poll/changeset.ts'
import { poll } from '../../engine/poll/poll.ts'
import { type Judged, processCapture } from '../../engine/poll/process-capture.ts'
import type { Source } from '../../engine/source/source.ts'
import { nothingBefore, planOf } from '../helpers/judged.ts'
import { manualClock } from '../helpers/manual-clock.ts'
import type { RealCapture } from './real-captures.ts'

/** The first changeset of a feed, in the bytes in which it would be archived. */
export async function changesetOf({ feed, files, capturedAt: at }: RealCapture): Promise<{
  readonly text: string
  readonly hash: string
  readonly judged: Judged
}> {
  const plan = planOf(feed)
  const capturedAt = new Date(at).toISOString()
  const taken = await captureFromFiles(files, capturedAt)
  const judged = await processCapture(plan, taken, nothingBefore, new AbortController().signal)
  const found = { judged, capture: taken.capture.hash, capturedAt }
  return { ...sealed(changeset(plan, found, { revision: 0, last: null })), judged }
}

/** The same, as a real poll at that time archives it: fetched, committed and published in the homes of one machine. */
export async function changesetOfPoll(
  { feed, files, capturedAt }: RealCapture,
  data: string,
): Promise<{ readonly text: string; readonly hash: string }> {
  const { signal } = new AbortController()
  const plan: Plan = { ...planOf(feed), source: bringing(files) }
  await using homes = embeddedHomes({ data, environment: {} }, { clock: manualClock({ start: capturedAt }) })
  const outcome = await poll(plan, homes, { poll: 'first', build: 1 }, signal)
  if (outcome.kind !== 'published') throw new Error(`the poll ended as ${JSON.stringify(outcome)}`)
  const [last] = await Array.fromAsync(homes.archive.revisions(plan.feed, signal))
  if (last === undefined) throw new Error('nothing was archived')
  return sealed(await readChangeset(homes.archive, last.changeset, signal))
}

/** A source that brings these files, under their names. */
const bringing = (files: RealCapture['files']): Source => ({
  requests: Object.keys(files),
  async *fetch() {
    for (const [request, path] of Object.entries(files)) {
      const body = createReadStream(path)
      yield { kind: 'payload', payload: { request, origin: basename(path), body }, cursor: { file: path } }
    }
  },
})
