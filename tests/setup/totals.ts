import type { TestCase, TestModule, TestSuite } from 'vitest/node'

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
      }
      skipped.push(...skippedIn(module).map((name) => `skipped: ${module.relativeModuleId} > ${name}\n`))
    }
    const totals = `tests: ${counted.passed} passed, ${counted.failed} failed, ${counted.skipped} skipped\n`
    process.stdout.write(`\n${skipped.join('')}${totals}`)
  }
}

/** The names of what was skipped; a suite that was skipped as a whole is one, with the number of its tests. */
function skippedIn(parent: TestModule | TestSuite): readonly string[] {
  return [...parent.children].flatMap((child): readonly string[] => {
    if (child.type === 'test') return isSkipped(child) ? [child.fullName] : []
    const tests = [...child.children.allTests()]
    if (tests.length < 2 || !tests.every(isSkipped)) return skippedIn(child)
    return [`${child.fullName}: ${tests.length} tests`]
  })
}

const isSkipped = (test: TestCase): boolean => test.result().state === 'skipped'
