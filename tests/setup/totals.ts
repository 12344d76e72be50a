import type { TestModule } from 'vitest/node'

/** At the end, what was skipped (each name says why) and one line that any tool can read: `tests: 12 passed, 0 failed, 1 skipped`. */
export default class Totals {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const counted = { passed: 0, failed: errors.length, skipped: 0 }
    const skipped: string[] = []
    for (const module of modules) {
      const tests = [...module.children.allTests()]
      if (tests.length === 0 && module.state() === 'failed') counted.failed += 1
      for (const test of tests) {
        const { state } = test.result()
        if (state !== 'pending') counted[state] += 1
        if (state === 'skipped') skipped.push(`skipped: ${module.relativeModuleId} > ${test.fullName}\n`)
      }
    }
    const totals = `tests: ${counted.passed} passed, ${counted.failed} failed, ${counted.skipped} skipped\n`
    process.stdout.write(`\n${skipped.join('')}${totals}`)
  }
}
