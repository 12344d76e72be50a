/**
 * A document as a tree of the classes of NIST SP 1500-100, which both spellings are written from. Members stand in the
 * order of the XML schema: there it counts, and in JSON it does not.
 */
export interface NistObject {
  readonly '@type': string
  readonly '@id'?: string
  readonly [member: string]: NistValue | undefined
}
export type NistValue =
  | string
  | number
  | boolean
  | NistObject
  | readonly string[]
  | Iterable<NistObject>
  | Hole

/** Where items stand that were written before: they are put in as they are. */
export interface Hole {
  readonly hole: string
}
export const isHole = (value: unknown): value is Hole =>
  typeof value === 'object' && value !== null && 'hole' in value

/** Ids, told from lists of objects. No list of ids is empty. */
export const isIds = (value: Exclude<NistValue, string>): value is readonly string[] =>
  Array.isArray(value) && typeof value[0] === 'string'

/** A text in a language that nobody said. */
export const textOf = (content: string): NistObject => ({
  '@type': 'InternationalizedText',
  Text: [{ '@type': 'LanguageString', Content: content, Language: 'und' }],
})

/** An id as records have it. `kind`: of what, where it is no OCD id. */
export const identifier = (kind: 'unit' | 'contest' | 'selection', id: string): readonly NistObject[] => [
  {
    '@type': 'ExternalIdentifier',
    ...(id.startsWith('ocd-division/')
      ? { Type: 'ocd-id' }
      : { Type: 'other', OtherType: `canvass-${kind}` }),
    Value: id,
  },
]

/** Members that are known: for `…known({ a, b })` among others. */
export const known = <Members extends Readonly<Record<string, NistValue | undefined>>>(
  members: Members,
): Partial<Members> =>
  Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined),
  ) as unknown as Partial<Members>
