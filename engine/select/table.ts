export { css } from './css.ts'
export { table } from './grid-table.ts'
export { jmespath } from './jmespath.ts'
export { lines } from './lines.ts'
