import { entry } from '../entry.ts'
import { figure } from '../figure.ts'

export const ASSEMBLE_NO_ID = entry<{ name: string }>({
  retryable: false,
  message: (d) => `The name "${d.name}" has neither a letter nor a digit, so no id can be made of it.`,
  hint: () => 'Give an id in the mapping, or leave the row out: a mapping that answers nothing skips a row.',
})
export const ASSEMBLE_BAD_ID = entry<{ id: string }>({
  retryable: false,
  message: (d) =>
    `The id "${d.id}" contains white space or a bar, or is a word that programs keep for themselves.`,
  hint: () => 'Make ids of names with $slug(…), or leave the id out and let the name make it.',
})
export const ASSEMBLE_COLLISION = entry<{ figure: string; first: string; was: number; is: number }>({
  retryable: false,
  message: (d) => `${d.figure} is given twice: ${figure(d.was)} at ${d.first}, and here ${figure(d.is)}.`,
  hint: () =>
    'Two rows were mapped onto one figure. A name that repeats needs more in its id: the district, the party, the unit that contains it (within). A total among its parts is a control. Figures that come in pieces are added up by assemble: { repeated: add }.',
})
export const ASSEMBLE_NAMES_COLLIDE = entry<{ what: string; id: string; first: string; second: string }>({
  retryable: false,
  message: (d) => `Two ${d.what} have the id ${d.id}: "${d.first}" and "${d.second}".`,
  hint: () =>
    'Give one of them an id of its own in the mapping, with the contest or the unit that contains it. If they are one, let the mapping write one name: $clean takes out what differs.',
})
export const ASSEMBLE_RECORD_INVALID = entry<{ key: string; problem: string }>({
  retryable: false,
  message: (d) => `The result ${d.key} is no standard record: ${d.problem}.`,
  hint: () => 'docs/record.md says what each field holds; look at what the mapping gives for it.',
})
