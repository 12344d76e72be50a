/** What nobody has checked. */
// oxlint-disable-next-line typescript/no-explicit-any -- operations of JavaScript on it are what is meant
export type Anything = any
