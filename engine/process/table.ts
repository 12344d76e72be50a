export { keepStatus } from './keep-status.ts'
export { quality } from './quality/quality.ts'
export { tally } from './tally/tally.ts'
export { tell } from './tell/tell.ts'
