/** What reads XML. By names that are written out: of a library of the older kind a bundle gives a module of its own no others. */
export { SaxesParser } from 'saxes'
