import { relative } from 'node:path'
import { BaseSequencer, type TestSequencer, type TestSpecification, type Vitest } from 'vitest/node'

/** What takes a machine with two cores more than ten seconds, the longest first. */
const slowest = [
  'tests/real/series/georgia.test.ts',
  'tests/real/series/minnesota.test.ts',
  'tests/crash/people.test.ts',
  'tests/crash/sources.test.ts',
  'tests/e2e/bench-formats.test.ts',
  'tests/faults/embedded.test.ts',
  'tests/crash/killed.test.ts',
  'tests/real/determinism.test.ts',
  'tests/jsonata/partial.test.ts',
  'tests/real/minnesota-rehearsal.test.ts',
  'tests/real/sources/sources-3.test.ts',
  'tests/faults/desk/mutants.test.ts',
  'tests/stacks/feed-added.test.ts',
  'tests/real/series/california.test.ts',
  'tests/jsonata/feeds-identical.test.ts',
  'tests/faults/mutants.test.ts',
  'tests/jsonata/mutations.test.ts',
  'tests/real/sources/sources-1.test.ts',
  'tests/stacks/diff.test.ts',
  'tests/services/fault-stories.test.ts',
  'tests/services/rehearsed-night.test.ts',
  'tests/services/fault-nights.test.ts',
  'tests/services/log-faults.test.ts',
  'tests/services/archive-faults.test.ts',
  'tests/services/deployed.test.ts',
  'tests/services/night.test.ts',
  'tests/services/cli-run.test.ts',
  'tests/services/cli-trouble.test.ts',
  'tests/services/container.test.ts',
  'tests/services/archive.test.ts',
  'tests/services/kafka.test.ts',
  'tests/services/deployed-rollout.test.ts',
  'tests/services/silence.test.ts',
  'tests/services/consumer-members.test.ts',
  'tests/services/log.test.ts',
  'tests/services/log-members.test.ts',
  'tests/services/trace.test.ts',
]

/** Long files begin first: then no worker is left alone with one at the end, also in a checkout that nothing ran in yet. */
export class SlowFirst implements TestSequencer {
  readonly #usual: TestSequencer
  readonly #root: string

  constructor(vitest: Vitest) {
    this.#usual = new BaseSequencer(vitest)
    this.#root = vitest.config.root
  }

  shard(files: TestSpecification[]): ReturnType<TestSequencer['shard']> {
    return this.#usual.shard(files)
  }

  async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- no array
    const usual = await this.#usual.sort(files)
    return usual.toSorted((a, b) => groupOf(a) - groupOf(b) || this.#placeOf(a) - this.#placeOf(b))
  }

  #placeOf({ moduleId }: TestSpecification): number {
    const place = slowest.indexOf(relative(this.#root, moduleId).replaceAll('\\', '/'))
    return place === -1 ? slowest.length : place
  }
}

const groupOf = ({ project }: TestSpecification): number => project.config.sequence.groupOrder
