import { isBundled, library } from './library.ts'

/** What reads elements of HTML and XML, for the plans that look for some. */
export const cheerioLibrary = library(() => import('cheerio'))
if (!isBundled) await cheerioLibrary.load()
