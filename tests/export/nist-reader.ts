import { SaxesParser } from 'saxes'
import { figureName, type Read } from './figures.ts'

/** A document as JSON has it, or XML read into the same shape by nothing but its own words. */
export interface Document {
  readonly [member: string]: unknown
}

const modeOf = (type: string): string =>
  type.replaceAll(/-[a-z]/g, (letters) => letters.slice(1).toUpperCase())

/** An independent reader: it knows the specification, and that ids stand in identifiers, and nothing of who writes. */
export function readNist(report: Document): Read {
  const read = new Map<string, number | 'withheld'>()
  const units = new Map(listOf(report, 'GpUnit').map((unit) => [String(unit['@id']), idOf(unit)]))
  for (const election of listOf(report, 'Election')) {
    const candidates = new Map(listOf(election, 'Candidate').map((one) => [String(one['@id']), one]))
    for (const contest of listOf(election, 'Contest')) {
      const id = idOf(contest)
      for (const selection of listOf(contest, 'ContestSelection')) {
        const own = selectionId(selection, candidates)
        for (const counts of listOf(selection, 'VoteCounts')) {
          const name = figureName(
            id,
            units.get(String(counts['GpUnitId'])) ?? '?',
            own,
            modeOf(String(counts['Type'])),
          )
          if (read.has(name)) throw new Error(`${name} stands twice`)
          read.set(name, counts['IsSuppressedForPrivacy'] === true ? 'withheld' : Number(counts['Count']))
        }
      }
      for (const counts of listOf(contest, 'OtherCounts'))
        for (const [member, word] of [
          ['Overvotes', 'overvotes'],
          ['Undervotes', 'undervotes'],
        ] as const)
          if (counts[member] !== undefined)
            read.set(
              figureName(id, units.get(String(counts['GpUnitId'])) ?? '?', word),
              Number(counts[member]),
            )
    }
  }
  return read
}

export const listOf = (of: Document, member: string): readonly Document[] =>
  (of[member] ?? []) as readonly Document[]
const idOf = (of: Document): string => String(listOf(of, 'ExternalIdentifier')[0]?.['Value'])

/** A selection of parties has no identifier; its own id is the only one it has. */
function selectionId(selection: Document, candidates: ReadonlyMap<string, Document>): string {
  const [candidate] = (selection['CandidateIds'] ?? []) as readonly string[]
  if (candidate !== undefined) return idOf(candidates.get(candidate) ?? {})
  if (selection['ExternalIdentifier'] !== undefined) return idOf(selection)
  const [, last = ''] = String(selection['@id']).split('.')
  return last.replaceAll(/_([0-9a-f]+)_/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
}

const lists = new Set(
  'BallotCounts Candidate Contest ContestSelection CountStatus Election ExternalIdentifier GpUnit OtherCounts Party Text VoteCounts'.split(
    ' ',
  ),
)
const idLists = new Set(['CandidateIds', 'ComposingGpUnitIds', 'PartyIds'])
const flags = new Set(['IsSuppressedForPrivacy', 'IsTest', 'IsWriteIn'])

/** XML in the shape of the JSON: an element is a member of the one around it. */
export function documentOfXml(xml: string): Document {
  const parser = new SaxesParser()
  const open: { name: string; members: Record<string, unknown>; text: string }[] = [
    { name: '', members: {}, text: '' },
  ]
  parser.on('opentag', ({ name, attributes }) => {
    const { ObjectId, 'xsi:type': type, Language } = attributes as Readonly<Record<string, string>>
    const members = {
      ...(ObjectId && { '@id': ObjectId }),
      ...(type && { '@type': `ElectionResults.${type}` }),
      ...(Language && { Language }),
    }
    open.push({ name, members, text: '' })
  })
  parser.on('text', (text) => {
    const last = open.at(-1)
    if (last !== undefined) last.text += text
  })
  parser.on('closetag', () => {
    const { name, members, text } = open.pop() as (typeof open)[number]
    const parent = open.at(-1)?.members ?? {}
    const isLeaf = Object.keys(members).length === 0
    const leaf = idLists.has(name) ? text.split(' ') : flags.has(name) ? text === 'true' : text
    const value = name === 'Text' ? { ...members, Content: text } : isLeaf ? leaf : members
    const list = parent[name] as unknown[] | undefined
    if (!lists.has(name)) parent[name] = value
    else if (list === undefined) parent[name] = [value]
    else list.push(value)
  })
  parser.write(xml).close()
  return (open[0]?.members['ElectionReport'] ?? {}) as Document
}
