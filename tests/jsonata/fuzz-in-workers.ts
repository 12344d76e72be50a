import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { joined, type Report } from './fuzz.ts'

/** Compares the pairs of so many seeds from the first on, in threads; `tell` hears how far it is. */
export async function fuzzInWorkers(
  seeds: { readonly first: number; readonly count: number },
  threads: number,
  tell: (report: Report) => void,
): Promise<Report> {
  const each = Math.ceil(seeds.count / threads)
  let sum = joined([])
  await Promise.all(
    Array.from({ length: threads }, async (_, index) => {
      const from = seeds.first + index * each
      const workerData = { from, to: Math.min(from + each, seeds.first + seeds.count) }
      const worker = new Worker(new URL('./fuzz-worker.ts', import.meta.url), { workerData })
      worker.on('message', (report: Report) => {
        sum = joined([sum, report])
        tell(sum)
      })
      const [code] = (await once(worker, 'exit')) as [number]
      if (code !== 0) throw new Error(`a thread of the fuzzing ended with ${code}`)
    }),
  )
  return sum
}
