export { csv } from './csv.ts'
export { json } from './json.ts'
export { xml } from './xml.ts'
