export { keepStatus } from './keep-status.ts'
export { tally } from './tally/tally.ts'
export { tell } from './tell/tell.ts'
