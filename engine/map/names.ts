import { mappingFunctions } from './functions.ts'

const words = (text: string): readonly string[] => text.trim().split(/\s+/)

/** The functions of JSONata 2.2; a test holds the list equal to the library's. */
export const builtins = words(`
  sum count max min average string substring substringBefore substringAfter lowercase uppercase length trim pad
  match contains replace split join formatNumber formatBase formatInteger parseInteger number floor ceil round abs
  sqrt power random boolean not map zip filter single reduce sift keys lookup append exists spread merge reverse
  each error assert type sort shuffle distinct base64encode base64decode encodeUrlComponent encodeUrl
  decodeUrlComponent decodeUrl eval toMillis fromMillis clone now millis`)

/** Those that ask the clock, the machine's zone or chance, or run text that nobody has checked. */
export const impure: ReadonlySet<string> = new Set(words('now millis toMillis random shuffle eval'))

/** Everything that may be called without being declared. */
export const functionNames: ReadonlySet<string> = new Set([
  ...builtins,
  ...mappingFunctions.map(({ name }) => name),
])
