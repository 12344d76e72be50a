import type { TestModule } from 'vitest/node'

/** One line at the end that any tool can read: `tests: 12 passed, 0 failed, 1 skipped`. */
export default class Totals {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const counted = { passed: 0, failed: errors.length, skipped: 0 }
    for (const module of modules) {
      const results = [...module.children.allTests()].map((test) => test.result().state)
      if (results.length === 0 && module.state() === 'failed') counted.failed += 1
      for (const state of results) if (state !== 'pending') counted[state] += 1
    }
    const { passed, failed, skipped } = counted
    process.stdout.write(`\ntests: ${passed} passed, ${failed} failed, ${skipped} skipped\n`)
  }
}
