import type jmespath from 'jmespath'
import { isBundled, library } from './library.ts'

/** What the library has and its types leave out. */
interface Inner {
  readonly compile: (text: string) => unknown
  readonly tokenize: (text: string) => unknown
}

/** JMESPath, for the plans that have expressions of it. */
export const jmespathLibrary = library(
  async () => (await import('jmespath')).default as typeof jmespath & Inner,
)
if (!isBundled) await jmespathLibrary.load()
