import { type CurrentResult, currentResults, isLive } from '../entry/current-results.ts'
import type { Homes } from '../entry/homes.ts'
import { shownCurrent } from '../entry/shown-current.ts'
import { showOrigin } from './current-single.ts'
import { figureText } from './figure.ts'
import type { Output } from './output.ts'
import { shellWord } from './shell-word.ts'
import { oneLine } from './words.ts'

/** The result of a figure that is held back, and of which nothing stands. Of several the one with the longest name. */
export async function heldFigure(
  figure: string,
  at: string | undefined,
  { register }: Pick<Homes, 'register'>,
  signal: AbortSignal,
): Promise<CurrentResult | undefined> {
  const isContest = (contest: string): boolean => figure.startsWith(`${contest}/`)
  let found: CurrentResult | undefined
  for await (const one of currentResults(register, { isContest, at: () => at }, signal)) {
    const isAsked = !isLive(one) && one.stale.length > 0 && figure.startsWith(figureText(one, ''))
    if (isAsked && one.key.length >= (found?.key.length ?? 0)) found = one
  }
  return found
}

/** That nothing of it is current, what holds it, and what a person can do. */
export function showHeldFigure(held: CurrentResult, out: Output): void {
  for (const { record, key, ...one } of shownCurrent(held)) {
    const title = `${oneLine(record.contest.name)}, ${oneLine(record.unit.name)}: nothing is current`
    out.line(out.style('bold', title))
    showOrigin(one, out)
    const [id] = one.stale.flatMap(({ words }) => /\b[ah]-[\da-f]{8,}\b/.exec(words) ?? [])
    const result = shellWord(figureText({ key }, '').slice(0, -1))
    const release = id === undefined ? 'feed alerts' : `feed release ${id} --why "…"`
    out.line(`Let it through: ${release}; or set it by hand: feed override ${result} SELECTION=VOTES …`)
    out.line()
  }
}
