import { type Assumed, assumptionGroups } from '../cost/assumptions.ts'
import { type BillLine, totalOf } from '../cost/bill.ts'
import type { Costs, Estimate } from '../cost/estimate.ts'
import type { Limit } from '../cost/limits.ts'
import { priceDate, priceRegion, prices } from '../cost/prices.ts'
import type { Plan } from '../plan/plan.ts'
import type { Output } from './output.ts'
import { counted, figure } from './words.ts'

export interface CostShown {
  readonly plans: readonly Plan[]
  readonly numbers: Assumed
  readonly spans: 'both' | 'night' | 'month'
  /** The stage in words. */
  readonly stage: string
  /** Specs that do not compile, and are not counted. */
  readonly broken: readonly string[]
}

/** Of a limit, from where on something should be done about it. */
const fullFrom = 0.5

/** The estimate as tables: what it costs and why, where the limits are, and what was taken for granted. */
export function showCost({ night, month, limits }: Estimate, shown: CostShown, out: Output): void {
  const { plans, numbers, spans, stage, broken } = shown
  const { feeds } = (spans === 'month' ? month : night).workload
  const others = plans.filter(({ status }) => status !== 'live').length
  out.line(`${counted(feeds, 'feed')} in ${stage}`)
  for (const path of broken) out.line(`left out: ${path} does not compile (npx feed validate says why)`)
  if (others > 0 && feeds > 0)
    out.line(`counted as if all were live: ${figure(others)} of the ${figure(plans.length)} at hand are not`)
  if (feeds > 0 && spans !== 'month') out.line(`the night: ${workText(night)}`)
  if (feeds > 0 && spans !== 'night') out.line(`the month: ${workText(month)}`)
  out.line()
  showBill(night, month, spans, out)
  out.line()
  if (feeds > 0) {
    showLimits(limits, out)
    out.line()
  }
  for (const [about, group] of Object.entries(assumptionGroups)) {
    out.table(
      [{ title: `assumed ${about}` }, { title: 'number', right: true }, { title: '', flexible: true }],
      Object.entries(group).map(([name, { about: what }]) => [
        name.padEnd(longestName),
        amount(numbers[name as keyof Assumed]).padStart(longestNumber),
        what,
      ]),
    )
    out.line()
  }
  const unread = Object.values(prices).filter((price) => !('read' in price)).length
  out.line(
    `Prices of ${priceRegion}, gone through on ${priceDate}; dollars, without tax and free allowances.`,
  )
  out.line(
    `${figure(unread)} of ${figure(Object.keys(prices).length)}, marked ?, could not be read where it can be named.`,
  )
  out.next('Say your own numbers: --assume NAME=NUMBER. Sources, and what is left out: docs/cost.md')
}

const names = Object.values(assumptionGroups).flatMap((group) => Object.keys(group))
const longestName = Math.max(...names.map(({ length }) => length))
const longestNumber = 5

const workText = ({ workload: { polls, updates, changes } }: Costs): string =>
  `${counted(polls, 'poll')}, ${figure(updates)} with something new, ${counted(changes, 'change')}`

function showBill(night: Costs, month: Costs, spans: CostShown['spans'], out: Output): void {
  const main = spans === 'night' ? night : month
  const ofNight = new Map(night.lines.map((line) => [line.price, line.dollars]))
  const columns = [
    ...(spans === 'month' ? [] : [{ of: 'night' as const, costs: night }]),
    ...(spans === 'night' ? [] : [{ of: 'month' as const, costs: month }]),
  ]
  const cells = (line: BillLine): readonly string[] =>
    columns.map(({ of }) =>
      dollars(of === 'night' && spans === 'both' ? (ofNight.get(line.price) ?? 0) : line.dollars),
    )
  const sum = (name: string, read: (costs: Costs) => number) => [
    name,
    '',
    '',
    ...columns.map(({ costs }) => dollars(read(costs))),
    '',
  ]
  out.table(
    [
      { title: 'service' },
      { title: spans === 'night' ? 'in the night' : 'in the month', right: true },
      { title: 'of what', flexible: true },
      ...columns.map(({ of }) => ({ title: `${of}, $`, right: true as const })),
      { title: '' },
    ],
    [
      ...largestFirst(main.lines).flatMap((lines) =>
        lines.map((line, index) => [
          index === 0 ? line.service : '',
          amount(line.quantity),
          line.unit,
          ...cells(line),
          line.isRead ? '' : '?',
        ]),
      ),
      sum('all', (costs) => costs.dollars),
      ...(main.workload.feeds === 0 ? [] : [sum('without polls', (costs) => costs.idleDollars)]),
    ],
  )
}

/** Lines by their service: the dearest service first, and of each the dearest line. */
function largestFirst(lines: readonly BillLine[]): readonly (readonly BillLine[])[] {
  return [...Map.groupBy(lines, ({ service }) => service).values()]
    .map((some) => some.toSorted((one, other) => other.dollars - one.dollars))
    .toSorted((one, other) => totalOf(other) - totalOf(one))
}

function showLimits(limits: readonly Limit[], out: Output): void {
  out.table(
    [
      { title: 'limit in the night', flexible: true },
      { title: 'load', right: true },
      { title: 'of', right: true },
      { title: 'part', right: true },
    ],
    limits.map(({ service, what, load, limit, part }) => [
      `${service}: ${what}`,
      amount(load),
      figure(limit),
      percent(part),
    ]),
  )
  for (const { service, what, part, past } of limits)
    if (part >= fullFrom) out.line(`${part > 1 ? 'too much' : 'nearly full'}, ${service}, ${what}: ${past}`)
}

const dollars = (value: number): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** Whole from a hundred on, else with as much of it as tells something. */
const amount = (value: number): string =>
  value.toLocaleString('en-US', value >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 2 })

const percent = (part: number): string =>
  part > 0 && part < 0.001
    ? '< 0.1 %'
    : `${(part * 100).toLocaleString('en-US', { maximumFractionDigits: 1 })} %`
