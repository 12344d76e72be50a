export { css } from './css.ts'
export { jmespath } from './jmespath.ts'
