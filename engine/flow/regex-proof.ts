import { isBundled, library } from './library.ts'

/** What proves that the machine's own engine may match an expression: a bundle has the proofs of mappings in its plans. */
export const regexProof = library(() => import('./regex-native.ts'))
if (!isBundled) await regexProof.load()
