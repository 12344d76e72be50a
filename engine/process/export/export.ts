import { inParallel } from '../../flow/in-parallel.ts'
import { contestAndUnit, type ResultKey } from '../../model/ids.ts'
import { currentElections } from '../../register/current-entries.ts'
import type { Register } from '../../register/register.ts'
import type { ProcessorMaker } from '../processor.ts'
import { readMessages } from '../read-messages.ts'
import { name, record, resultKey, revision } from '../shapes.ts'
import { exportContest } from './export-contest.ts'
import { exportWhole } from './export-whole.ts'
import type { Exporting, ExportPorts } from './ports.ts'
import { standingNow } from './standing.ts'
import { sweepBodies } from './sweep-bodies.ts'
import { writeIndex } from './write-index.ts'

const contestsAtOnce = 4

const currentShape = record({ election: name, key: resultKey, revision })

/**
 * Writes what stands where readers fetch it. A message says which contest changed and nothing more: what is written is
 * read from the register, once per contest however many messages there are, so that their order does not matter. Files of the
 * whole election take minutes of a large one, which a function has not: `tickExports` writes them, where consumers run.
 */
export const exporter: ProcessorMaker<ExportPorts> = {
  name: 'export',
  make: (ports) => async (messages, signal) => {
    const said = readMessages(messages, currentShape) as readonly {
      readonly election: string
      readonly key: ResultKey
    }[]
    for (const [election, own] of Map.groupBy(said, (one) => one.election)) {
      const contests = [...new Set(own.map(({ key }) => contestAndUnit(key).contest))]
      const standing = standingNow(ports.register)
      // oxlint-disable-next-line no-await-in-loop -- one election after the other
      await exportContests({ ...ports, standing, election, isThorough: false }, contests, signal)
    }
    return []
  },
}

/** Contests, then the index. */
async function exportContests(
  exporting: Exporting,
  contests: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  await inParallel(contests, contestsAtOnce, (contest) => exportContest(exporting, contest, signal))
  await writeIndex(exporting, signal)
}

/** Elections of which the index says what the entries say, by register and place: of the others nobody knows. */
const indexed = new WeakMap<Register, Set<string>>()

/**
 * Writes what has come due of whole elections. Without `now` everything that is not there yet. The index too where this
 * process has not written it yet, or failed to: files may have been written, and their writer have ended before it.
 */
export async function tickExports(
  ports: ExportPorts,
  now: number | undefined,
  signal: AbortSignal,
): Promise<void> {
  const { register, exports } = ports
  const standing = standingNow(register)
  const known = indexed.get(register) ?? new Set<string>()
  indexed.set(register, known)
  for await (const election of currentElections(register, signal)) {
    const exporting = { ...ports, standing, election, isThorough: false }
    const place = `${election} ${exports.target.place}`
    const isIndexed = known.delete(place)
    // oxlint-disable-next-line no-await-in-loop -- one election after the other
    const hasWritten = await exportWhole(exporting, { now }, signal)
    if (hasWritten || !isIndexed) await writeIndex(exporting, signal)
    known.add(place)
  }
}

/** Writes all of an election that is not there as it stands, and removes what interrupted exports left behind. */
export async function exportElection(
  exporting: Exporting,
  progress: (contest: string) => void,
  signal: AbortSignal,
): Promise<void> {
  for await (const contest of exporting.standing.contests(exporting.election, signal)) {
    progress(contest)
    await exportContest(exporting, contest, signal)
  }
  await exportWhole(exporting, { now: undefined }, signal)
  await writeIndex(exporting, signal)
  await sweepBodies(exporting, signal)
}
