import type { Spot } from './writer.ts'

/** What a value may be, as bits. */
export const types = {
  nothing: 1,
  null: 2,
  boolean: 4,
  /** A number that can be written down, or none (NaN, Infinity). */
  number: 8,
  text: 16,
  object: 32,
  callable: 64,
  /** A list that is no sequence. */
  list: 128,
  sequence: 256,
  /** What no data is: a call that is still to be made. */
  call: 512,
} as const

export const anyData = 63 | types.list
export const anyValue = anyData | types.callable | types.sequence
export const anyList = types.list | types.sequence

/** Whether it is surely one of these. */
export const only = (type: number, among: number): boolean => (type & ~among) === 0
export const may = (type: number, among: number): boolean => (type & among) !== 0

/** A value in generated code: an expression that does nothing, costs nothing and gives the same wherever it stands. */
export interface Made {
  readonly js: string
  readonly type: number
  /** Of an object that is surely a row: what its members may be. */
  readonly members?: number
  /** It comes from outside: nothing in it has the marks of JSONata. */
  readonly data?: boolean
  /** What has this text and stands further down in the same block, or in one inside, is the same value. */
  readonly same?: string
  /** It comes from an input in which members that are null are still to be left out. */
  readonly raw?: true
  /** A sequence that it may be is neither empty nor of one item, unless that was asked for. */
  readonly settled?: boolean
  /** Where it was met, outside of the loops that it stays the same in: what depends on nothing else is read there once. */
  readonly met?: Spot
  /** What its condition is worth, if that is known: a constant. */
  readonly constant?: string | number | boolean | null
}

/** What is as true of what a value holds as of the value. */
export const originOf = ({ data, raw }: Made): { readonly data?: true; readonly raw?: true } => ({
  ...(data === true ? { data } : {}),
  ...(raw === true ? { raw } : {}),
})

export const nothing: Made = { js: 'undefined', type: types.nothing }
