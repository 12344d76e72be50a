import { Ajv, type ValidateFunction } from 'ajv'
import { explained } from './line-mistake.ts'
import { countLine } from './line-schema.ts'

let compiled: ValidateFunction | undefined

/** Every mistake in the form of what is written of a line; what is not there may still come. */
export function formMistakes(
  written: unknown,
): readonly { readonly pointer: string; readonly said: string }[] {
  compiled ??= new Ajv({ allErrors: true, allowUnionTypes: true }).compile(countLine)
  if (compiled(written)) return []
  const errors = (compiled.errors ?? []).filter(({ keyword }) => keyword !== 'additionalProperties')
  const first = new Map(errors.toReversed().map((error) => [error.instancePath, error]))
  return [...first].map(([pointer, error]) => ({ pointer, said: explained(error, written) }))
}
