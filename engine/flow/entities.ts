import { isBundled, library } from './library.ts'

/** What knows the names of characters in HTML, for the plans that read texts of pages. */
export const entities = library(() => import('entities'))
if (!isBundled) await entities.load()
