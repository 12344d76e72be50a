import { posix } from 'node:path'
import { feedError } from '../errors/feed-error.ts'
import type { Json } from '../model/json.ts'
import type { QualityRule } from '../quality/rule.ts'
import * as rules from '../quality/table.ts'
import { construct, namedIn } from '../spec/components.ts'
import { parseSpec } from '../spec/document.ts'
import { QualitySections } from '../spec/quality-sections.ts'
import { sectionsOf } from '../spec/sections-of.ts'
import { placeText, readText } from './compiling.ts'
import type { DeskPart } from './desk-part.ts'
import type { DeskRule } from './desk-rule.ts'
import { feedsRootOf } from './feeds-root.ts'

/** The rules of the file that the election names, as they stand in it. */
export function rulesOf({ document: election, sections, compiling }: DeskPart): readonly DeskRule[] {
  const name = sections.quality
  if (name === undefined) return []
  const { report, files } = compiling
  const at = election.position(['quality'])
  const file = posix.join(posix.dirname(at.file), name)
  const what = 'file of quality rules'
  const isOutside = posix.relative(feedsRootOf(at.file, files), file).startsWith('../')
  if (name.startsWith('/') || isOutside) {
    report(feedError('SPEC_FILE_OUTSIDE', { file: name, what }, { at }))
    return []
  }
  const missing = () => feedError('SPEC_FILE_MISSING', { file: name, what }, { at })
  const text = readText(file, missing, compiling)
  if (text === undefined) return []
  const document = parseSpec(file, text)
  const places = new Map<string, string>()
  return (sectionsOf(document, QualitySections, report).rules ?? []).flatMap((value, index) => {
    const path = ['rules', index]
    const { name: called, severity, contest, unit, unit_types: unitTypes, because } = value
    const other = places.get(called)
    const place = document.position([...path, 'name'])
    if (other === undefined) places.set(called, placeText(place))
    else report(feedError('SPEC_SAME_NAME', { what: 'rule', name: called, other }, { at: place }))
    const given = value.rule as Json
    const named = namedIn<QualityRule>('quality rule', rules, given, document, [...path, 'rule'], report)
    if (named === undefined) return []
    const rule = construct(named, document, report)
    return [
      {
        name: called,
        severity,
        contest,
        ...(unit === undefined ? {} : { unit }),
        ...(unitTypes === undefined ? {} : { unitTypes }),
        rule,
        ...(because === undefined ? {} : { because }),
      },
    ]
  })
}
