import { parentPort, workerData } from 'node:worker_threads'
import { anything, compiledBy } from './compiled.ts'
import { emptyReport, fuzz } from './fuzz.ts'
import { outsideNames } from './grammar.ts'

/** Compares the pairs of seeds from one number up to another, and sends a report after each so many. */
const { from, to } = workerData as { readonly from: number; readonly to: number }
const slice = 1_000

for (let start = from; start < to; start += slice) {
  const length = Math.min(slice, to - start)
  // oxlint-disable-next-line no-await-in-loop
  const report = await fuzz(
    Array.from({ length }, (_, index) => start + index),
    compiledBy(anything(outsideNames)),
    emptyReport(),
  )
  // oxlint-disable-next-line require-post-message-target-origin
  parentPort?.postMessage(report)
}
