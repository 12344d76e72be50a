import { type Assumed, assumptions } from '../cost/assumptions.ts'
import type { BillLine } from '../cost/bill.ts'
import type { Costs, Estimate } from '../cost/estimate.ts'
import { priceDate, priceRegion, prices } from '../cost/prices.ts'
import type { Plan } from '../plan/plan.ts'
import type { Output } from './output.ts'
import { counted, figure } from './words.ts'

export interface CostShown {
  readonly plans: readonly Plan[]
  readonly numbers: Assumed
  readonly spans: 'both' | 'night' | 'month'
}

/** The estimate as tables: what it costs and why, where the limits are, and what was taken for granted. */
export function showCost(
  { night, month, limits }: Estimate,
  { plans, numbers, spans }: CostShown,
  out: Output,
): void {
  const shown = spans === 'month' ? month : night
  const paused = plans.filter(({ status }) => status !== 'live').length
  out.line(
    `${counted(shown.workload.feeds, 'feed')}${paused > 0 ? `, counted as if all were live (${figure(paused)} of the ${figure(plans.length)} at hand are not)` : ''}`,
  )
  if (spans !== 'month') out.line(`the night: ${workText(night)}`)
  if (spans !== 'night') out.line(`the month: ${workText(month)}`)
  out.line()
  showBill(night, month, spans, out)
  out.line()
  out.line(`Limits in the night, as an account has them before it asks for more:`)
  out.table(
    [
      { title: 'service' },
      { title: 'what', flexible: true },
      { title: 'load', right: true },
      { title: 'limit', right: true },
      { title: 'part', right: true },
      { title: 'the way past it', flexible: true },
    ],
    limits.map(({ service, what, load, limit, part, past }) => [
      service,
      what,
      amount(load),
      figure(limit),
      percent(part),
      past,
    ]),
  )
  out.line()
  out.line('Assumed (--assume NAME=NUMBER):')
  out.table(
    [{ title: 'name' }, { title: 'number', right: true }, { title: 'what it is', flexible: true }],
    Object.entries(assumptions).map(([name, { about }]) => [
      name,
      amount(numbers[name as keyof Assumed]),
      about,
    ]),
  )
  out.line()
  const unread = Object.values(prices).filter((price) => !('read' in price)).length
  out.next(
    `Prices of ${priceRegion} on ${priceDate}, in dollars, without tax and free allowances; ${figure(unread)} of ${figure(Object.keys(prices).length)}, marked ?, were read nowhere and are to be checked. docs/cost.md has their sources.`,
  )
}

const workText = ({ workload: { polls, updates, changes } }: Costs): string =>
  `${counted(polls, 'poll')}, ${figure(updates)} with something new, ${counted(changes, 'change')}`

function showBill(night: Costs, month: Costs, spans: CostShown['spans'], out: Output): void {
  const lines = spans === 'night' ? night.lines : month.lines
  const ofNight = new Map(night.lines.map((line) => [line.price, line.dollars]))
  const columns = [
    ...(spans === 'month' ? [] : [{ of: 'night' as const, total: night.dollars }]),
    ...(spans === 'night' ? [] : [{ of: 'month' as const, total: month.dollars }]),
  ]
  const cells = (line: BillLine): readonly string[] =>
    columns.map(({ of }) =>
      dollars(of === 'night' && spans === 'both' ? (ofNight.get(line.price) ?? 0) : line.dollars),
    )
  out.table(
    [
      { title: 'service' },
      { title: spans === 'night' ? 'in the night' : 'in the month', right: true },
      { title: 'of what', flexible: true },
      ...columns.map(({ of }) => ({ title: `${of}, $`, right: true as const })),
      { title: '' },
    ],
    [
      ...lines.map((line) => [
        line.service,
        amount(line.quantity),
        line.unit,
        ...cells(line),
        line.isRead ? '' : '?',
      ]),
      ['all', '', '', ...columns.map(({ total }) => dollars(total)), ''],
    ],
  )
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
