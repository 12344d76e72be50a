import type { FeedError } from '../errors/feed-error.ts'
import { allowanceIn, type HostAllowances } from '../source/host-allowances.ts'
import type { Allowance } from '../source/host-budget.ts'
import { parseSpec } from '../spec/document.ts'
import { HostsSections, type HostsValue } from '../spec/hosts-sections.ts'
import { sectionsOf } from '../spec/sections-of.ts'
import { notUtf8 } from '../spec/utf8.ts'
import type { SpecFiles } from './compiling.ts'

const usual: Allowance = { perSecond: 5, atOnce: 4 }

/** What may be asked of each host, as `hosts.yaml` of a folder of feeds says; without the file: five a second, four at once. */
export const readHosts = (...given: Parameters<typeof hostAllowances>): ((host: string) => Allowance) =>
  allowanceIn(hostAllowances(...given))

/** The same as data. */
export function hostAllowances(
  root: string,
  files: Pick<SpecFiles, 'read'>,
  report: (error: FeedError) => void,
): HostAllowances {
  const file = `${root}/hosts.yaml`
  const text = files.read(file)
  if (text === undefined) return { otherwise: usual, named: {} }
  if (typeof text !== 'string') {
    report(notUtf8(file, text))
    return { otherwise: usual, named: {} }
  }
  const sections = sectionsOf(parseSpec(file, text), HostsSections, report)
  const otherwise = allowed(sections.default, usual)
  const named = Object.fromEntries(
    Object.entries(sections.hosts ?? {}).map(([host, own]) => [host, allowed(own, otherwise)]),
  )
  return { otherwise, named }
}

const allowed = (own: HostsValue['default'], otherwise: Allowance): Allowance => ({
  perSecond: own?.per_second ?? otherwise.perSecond,
  atOnce: own?.at_once ?? otherwise.atOnce,
})
