import { assumed, assumptionGroups } from '../../cost/assumptions.ts'
import { services } from '../../cost/bill.ts'
import { estimate } from '../../cost/estimate.ts'
import { type Price, prices } from '../../cost/prices.ts'
import { ownStages, sizesOf } from '../../cost/stage-sizes.ts'
import { compileAll } from '../../plan/compile-all.ts'
import { findFeeds, folderFiles } from '../../plan/feed-files.ts'
import { showCost } from '../cost-shown.ts'
import { costedFeed } from '../costed-feed.ts'
import { outputOf } from '../output.ts'
import { code, markdownTable } from './markdown.ts'

/** The prices that estimates are made of, with their sources. */
export const pricesText = (): string =>
  markdownTable(
    ['service', 'unit', 'dollars', 'for', 'source', 'its date'],
    Object.entries(services).flatMap(([service, names]) =>
      names.map((name) => {
        const { unit, dollars, per, source, read }: Price = prices[name]
        return [
          service,
          unit,
          String(dollars),
          per.toLocaleString('en-US'),
          `[${new URL(source).hostname}](${source})`,
          read ?? '?: from memory, to be checked there',
        ]
      }),
    ),
  )

/** What estimates take for granted. */
export const assumptionsText = (): string =>
  Object.entries(assumptionGroups)
    .map(([about, group]) =>
      markdownTable(
        [about, 'number', 'what it is'],
        Object.entries(group).map(([name, assumption]) => [
          code(name),
          String(assumption.value),
          assumption.about,
        ]),
      ),
    )
    .join('\n\n')

/** What stages cost in a month in which nothing is polled, to the next ten dollars: `feed cost --stage NAME --feeds 0`. */
export const stagesText = (): string =>
  markdownTable(
    ['stage', 'dollars a month', 'the command that says so'],
    ['kim', ...ownStages].map((stage) => {
      const { month } = estimate([], assumed({}, sizesOf(stage)), {})
      const name = ownStages.includes(stage) ? code(stage) : `to try, such as ${code(stage)}`
      const dollars = Math.round(month.dollars / 10) * 10
      return [name, dollars.toLocaleString('en-US'), code(`npx feed cost --stage ${stage} --feeds 0`)]
    }),
  )

/** What `feed cost --feeds 500 --every 15s` prints of the feeds of the rehearsal. */
export function costExample(): string {
  const plans = compileAll(findFeeds('feeds/rehearsal/feeds', folderFiles), folderFiles).flatMap(
    ({ plan }) => (plan === undefined ? [] : [plan]),
  )
  let text = ''
  const terminal = {
    stdout: (said: string) => void (text += said),
    stderr: () => undefined,
    live: false,
    width: undefined,
    style: (_: unknown, said: string) => said,
    ask: () => Promise.resolve(undefined),
  }
  const numbers = assumed()
  const found = estimate(plans.map(costedFeed), numbers, { feeds: 500, every: 15_000 })
  showCost(
    found,
    { plans, numbers, spans: 'both', stage: 'stage production', broken: [] },
    outputOf(terminal, false, (said) => said),
  )
  return `\`\`\`text\n$ feed cost --feeds 500 --every 15s\n${text.replaceAll(/ +$/gm, '')}\`\`\``
}
