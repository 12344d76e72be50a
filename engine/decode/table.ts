export { csv } from './csv.ts'
export { json } from './json.ts'
