export { base64 } from './base64.ts'
export { gzip } from './gzip.ts'
export { tar } from './tar.ts'
export { zip } from './zip.ts'
