import type { FeedError } from '../errors/feed-error.ts'
import type { Allowance } from '../source/host-budget.ts'
import { parseSpec } from '../spec/document.ts'
import { HostsSections, type HostsValue } from '../spec/hosts-sections.ts'
import { sectionsOf } from '../spec/sections-of.ts'
import { notUtf8 } from '../spec/utf8.ts'
import type { SpecFiles } from './compiling.ts'

const usual: Allowance = { perSecond: 5, atOnce: 4 }

/** What may be asked of each host, as `hosts.yaml` of a folder of feeds says; without the file: five a second, four at once. */
export function readHosts(
  root: string,
  files: Pick<SpecFiles, 'read'>,
  report: (error: FeedError) => void,
): (host: string) => Allowance {
  const file = `${root}/hosts.yaml`
  const text = files.read(file)
  if (text === undefined) return () => usual
  if (typeof text !== 'string') {
    report(notUtf8(file, text))
    return () => usual
  }
  const sections = sectionsOf(parseSpec(file, text), HostsSections, report)
  const otherwise = allowed(sections.default, usual)
  const named = new Map(
    Object.entries(sections.hosts ?? {}).map(([host, own]) => [host, allowed(own, otherwise)]),
  )
  return (host) => named.get(host) ?? otherwise
}

const allowed = (own: HostsValue['default'], otherwise: Allowance): Allowance => ({
  perSecond: own?.per_second ?? otherwise.perSecond,
  atOnce: own?.at_once ?? otherwise.atOnce,
})
