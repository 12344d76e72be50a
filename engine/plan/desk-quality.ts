import { posix } from 'node:path'
import type { Static } from 'typebox'
import { feedError } from '../errors/feed-error.ts'
import { near } from '../flow/near.ts'
import type { Election } from '../model/election.ts'
import type { Json, JsonObject } from '../model/json.ts'
import type { Position } from '../model/position.ts'
import { unitTypes as knownTypes } from '../model/result.ts'
import type { QualityRule } from '../quality/rule.ts'
import * as rules from '../quality/table.ts'
import { construct, namedIn } from '../spec/components.ts'
import { parseSpec, type SpecDocument } from '../spec/document.ts'
import { QualitySections } from '../spec/quality-sections.ts'
import { sectionsOf } from '../spec/sections-of.ts'
import { isValid } from '../spec/valid.ts'
import { type Compiling, placeText, readText } from './compiling.ts'
import type { DeskPart } from './desk-part.ts'
import type { DeskRule } from './desk-rule.ts'
import { feedsRootOf } from './feeds-root.ts'
import { reportContest, reportUnits } from './known-places.ts'

/** The rules of the file that the election names, as they stand in it. */
export function rulesOf(
  { document: election, sections, compiling }: DeskPart,
  known: Election | undefined,
): readonly DeskRule[] {
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
  sectionsOf(document, QualitySections, report)
  const places = new Map<string, string>()
  return rulesIn(document).flatMap((given, index) => {
    const keyAt = (key: string) => document.position(['rules', index, key])
    // Each key is looked at by itself: a mistake in one hides none in another.
    const { name: called, contest, unit, unit_types: types } = given
    if (typeof called === 'string') {
      const other = places.get(called)
      if (other === undefined) places.set(called, placeText(keyAt('name')))
      else report(feedError('SPEC_SAME_NAME', { what: 'rule', name: called, other }, { at: keyAt('name') }))
    }
    const rule = ruleAt(given, index, document, { election: sections, compiling })
    if (known !== undefined) {
      if (typeof contest === 'string') reportContest(contest, known, keyAt('contest'), compiling)
      if (typeof unit === 'string') reportUnits(unit, known, keyAt('unit'), compiling)
    }
    for (const [nth, type] of (Array.isArray(types) ? types : []).entries())
      reportType(type, document.position(['rules', index, 'unit_types', nth]), compiling)
    return rule === undefined || !isValid(given, ruleSection) ? [] : [deskRule(given as RuleValue, rule)]
  })
}

const ruleSection = QualitySections.properties.rules.items
type RuleValue = Static<typeof ruleSection>

const typesOfUnits: readonly string[] = [...knownTypes, 'other']

/** The rules of a file, whatever else is wrong in them. */
function rulesIn({ value }: SpecDocument): readonly JsonObject[] {
  const list = isObject(value) ? value['rules'] : undefined
  // What is no object was reported; the others stay where they are.
  return Array.isArray(list) ? list.map((one) => (isObject(one) ? one : {})) : []
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What a rule names. One that asks for a table which the election does not have would never find anything. */
function ruleAt(
  { rule: given }: JsonObject,
  index: number,
  document: SpecDocument,
  { election, compiling }: { readonly election: DeskPart['sections']; readonly compiling: Compiling },
): QualityRule | undefined {
  const { report } = compiling
  // That it is missing was reported.
  if (given === undefined) return undefined
  const path = ['rules', index, 'rule']
  const named = namedIn<QualityRule>('quality rule', rules, given, document, path, report)
  if (named === undefined) return undefined
  const rule = construct(named, document, report)
  if (rule.table !== undefined && election[rule.table] === undefined) {
    const why = `it compares with ${rule.table}, and the file of the election names none`
    const what = `The rule "${named.component.type}"`
    report(feedError('SPEC_UNREACHABLE', { what, why }, { at: document.position(path) }))
  }
  return rule
}

function reportType(type: Json, at: Position, { report }: Compiling): void {
  if (typeof type !== 'string' || type === '' || typesOfUnits.includes(type)) return
  const details = { what: 'type of units', name: type, near: near(type, typesOfUnits), known: typesOfUnits }
  report(feedError('SPEC_NOT_FOUND', details, { at }))
}

const deskRule = (
  { name, severity, contest, unit, unit_types: unitTypes, because }: RuleValue,
  rule: QualityRule,
): DeskRule => ({
  name,
  severity,
  contest,
  ...(unit === undefined ? {} : { unit }),
  ...(unitTypes === undefined ? {} : { unitTypes }),
  rule,
  ...(because === undefined ? {} : { because }),
})
