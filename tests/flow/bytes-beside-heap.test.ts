import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const counting = fileURLToPath(new URL('../../engine/flow/bytes-beside-heap.ts', import.meta.url))

/** Collections of the whole heap while a process with some live objects goes through many bytes and keeps none of them. */
function wholeCollections(before: string): number {
  const script = `
    import { PerformanceObserver, constants } from 'node:perf_hooks'
    ${before}
    let whole = 0
    new PerformanceObserver((list) => {
      for (const { detail } of list.getEntries()) if (detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR) whole += 1
    }).observe({ entryTypes: ['gc'] })
    const live = Array.from({ length: 600_000 }, (_, at) => ({ at, text: 'row ' + at }))
    await new Promise((done) => setTimeout(done, 50))
    const learned = whole
    for (let body = 0; body < 40; body++) {
      for (let piece = 0; piece < 100; piece++) Buffer.allocUnsafeSlow(262_144).fill(piece)
      await new Promise(setImmediate)
    }
    await new Promise((done) => setTimeout(done, 50))
    console.log(JSON.stringify({ whole: whole - learned, live: live.length }))`
  const said = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' })
  const { whole, live } = JSON.parse(said) as { readonly whole: number; readonly live: number }
  expect(live).toBe(600_000)
  return whole
}

test('bytes that nobody keeps make V8 look through the whole heap more seldom once they are counted with it', () => {
  const usual = wholeCollections('')
  const counted = wholeCollections(
    `import { countBytesBesideHeap } from ${JSON.stringify(counting)}\ncountBytesBesideHeap()`,
  )
  expect(usual).toBeGreaterThan(2)
  expect(counted).toBeLessThan(usual / 2)
}, 60_000)
