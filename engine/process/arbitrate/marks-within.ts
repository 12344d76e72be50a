import type { Stale } from '../../model/current.ts'
import { contestAndUnit } from '../../model/ids.ts'
import type { CurrentEntry } from '../../register/current-entries.ts'
import { isHeldBack, lastWord } from './held-back.ts'

/** More units are not named. */
const maxNamed = 5

/** One mark for each reason, with the first of the units that it is about. */
export function marksWithin(parts: readonly CurrentEntry[]): readonly Stale[] {
  const marks = parts
    .filter(({ envelope }) => envelope.record !== null || isHeldBack(envelope))
    .flatMap((part) =>
      part.envelope.stale.map((one) => ({
        ...one,
        unit: nameOfPart(part),
        isMissing: part.envelope.record === null,
      })),
    )
  const byReason = [...Map.groupBy(marks, ({ why }) => why)].toSorted(([one], [other]) =>
    one < other ? -1 : 1,
  )
  return byReason.map(([why, some]) => {
    const stand = namesOf(some.filter(({ isMissing }) => !isMissing))
    const lack = namesOf(some.filter(({ isMissing }) => isMissing))
    const has = lack.length > 1 ? 'have' : 'has'
    const words = [
      ...(stand.length === 0 ? [] : [listed(stand)]),
      ...(lack.length === 0 ? [] : [`${listed(lack)}, which ${has} no figures that stand`]),
    ]
    const since = some.reduce((first, one) => (one.since < first ? one.since : first), some[0]?.since ?? '')
    return { why, words: `within: ${words.join('; and ')}`, since }
  })
}

const namesOf = (marks: readonly { readonly unit: string }[]): readonly string[] => [
  ...new Set(marks.map(({ unit }) => unit)),
]

const listed = (names: readonly string[]): string =>
  `${names.slice(0, maxNamed).join(', ')}${names.length > maxNamed ? `, and ${names.length - maxNamed} more` : ''}`

/** What a unit is called whose figures may not stand; else the end of its id. */
const nameOfPart = ({ envelope: { key, record }, body }: CurrentEntry): string =>
  record?.unit.name ?? body.memory.named?.unit ?? lastWord(contestAndUnit(key).unit)
