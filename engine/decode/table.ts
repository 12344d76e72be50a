export { csv } from './csv.ts'
export { html } from './html.ts'
export { json } from './json.ts'
export { xml } from './xml.ts'
