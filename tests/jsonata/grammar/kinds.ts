import type { Made, Scope } from './scope.ts'

/** What an expression is wanted to give. */
export type Kind = 'number' | 'text' | 'boolean' | 'list' | 'object' | 'function' | 'any'

/** Writes an expression of a kind: the way in for every form that nests others. */
export type Write = (scope: Scope, kind: Kind) => Made

/** One way of writing an expression. Undefined: it does not work here. */
export type Form = (scope: Scope, write: Write) => Made | undefined
