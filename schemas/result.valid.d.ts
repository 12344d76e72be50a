/** What is wrong with the last value that was judged, as ajv says it. */
export interface Mistake {
  readonly keyword: string
  readonly instancePath: string
  readonly schemaPath: string
  readonly params: Readonly<Record<string, unknown>>
  readonly message?: string
}
/** Is it one by its schema? */
export const validate: ((value: unknown) => boolean) & { readonly errors?: readonly Mistake[] | null }
/** The schema, without the prose that explains it. */
export const schema: () => Readonly<Record<string, unknown>>
