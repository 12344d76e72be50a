import { nistReport } from './nist/report-format.ts'
import { type Hole, isHole, isIds, type NistObject, type NistValue } from './nist/tree.ts'

export const nistJson = nistReport(
  {
    name: 'nist-json',
    summary: 'NIST SP 1500-100 version 2 as JSON',
    extension: 'nist.json',
    mediaType: 'application/json',
  },
  {
    *document(root) {
      yield* objectText(root)
      yield '\n'
    },
    *item(_member, object) {
      for (const piece of objectText(object)) if (!isHole(piece)) yield piece
    },
    between: ',',
  },
)

function* objectText(object: NistObject): Iterable<string | Hole> {
  yield `{"@type":"ElectionResults.${object['@type']}"`
  for (const [member, value] of Object.entries(object)) {
    if (member === '@type' || value === undefined) continue
    yield `,${JSON.stringify(member)}:`
    yield* valueText(value)
  }
  yield '}'
}

function* valueText(value: NistValue): Iterable<string | Hole> {
  if (typeof value !== 'object' || isIds(value)) yield JSON.stringify(value)
  else if (isHole(value)) {
    yield '['
    yield value
    yield ']'
  } else if (isList(value)) {
    let before = '['
    for (const one of value) {
      yield before
      yield* objectText(one)
      before = ','
    }
    yield before === '[' ? '[]' : ']'
  } else yield* objectText(value)
}

const isList = (value: object): value is Iterable<NistObject> => Symbol.iterator in value
