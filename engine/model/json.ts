/** Any JSON value. Data of the engine is plain JSON: it can be archived, hashed and compared without a class in sight. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json | undefined
}
