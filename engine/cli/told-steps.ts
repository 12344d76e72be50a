import type { Step } from '../entry/why.ts'
import { type FigureFound, votesIn } from './figure.ts'
import { mayConcern } from './orders-about.ts'

/** So many revisions are read at most, unless all are asked for: each is a file. */
const mostRead = 200

/** A revision as it is told of one figure: the figure before and after it, and the releases that may concern it. */
export interface ToldStep extends Step {
  readonly before: number | undefined
  readonly after: number | undefined
}

export interface ToldSteps {
  /** Newest first. The newest is there in any case: its bytes are what the figure was read from. */
  readonly steps: readonly ToldStep[]
  /** So many others spoke of the result, and left this figure as it was. */
  readonly others: number
  /** There are earlier ones, which were not read. */
  readonly more: boolean
}

/** The revisions in which a figure moved, appeared or went, out of all that spoke of its result. */
export async function toldSteps(
  found: FigureFound,
  all: AsyncIterable<Step>,
  most: number,
): Promise<ToldSteps> {
  const isOfThis = mayConcern(found.result.key)
  const steps: ToldStep[] = []
  let others = 0
  let read = 0
  const tell = (step: Step, before: number | undefined): void => {
    const after = votesIn(step.change.record, found)
    const releases = step.releases.filter(isOfThis)
    if (steps.length === 0 || before !== after) steps.push({ ...step, releases, before, after })
    else others += 1
  }
  let waiting: Step | undefined
  for await (const step of all) {
    if (waiting !== undefined) tell(waiting, votesIn(step.change.record, found))
    if (steps.length >= most || (read >= mostRead && Number.isFinite(most)))
      return { steps, others, more: true }
    waiting = step
    read += 1
  }
  if (waiting !== undefined) tell(waiting, saidBefore(waiting, found))
  return { steps, others, more: false }
}

/** Of the earliest that the archive has: what the change itself says. */
const saidBefore = ({ change }: Step, { mode, selection }: FigureFound): number | undefined =>
  mode === undefined ? change.before?.votes[selection] : change.before?.modes?.[selection]?.[mode]
