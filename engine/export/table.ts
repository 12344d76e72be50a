export { compactJson } from './compact-json.ts'
export { csv } from './csv.ts'
export { nistJson } from './nist-json.ts'
export { nistXml } from './nist-xml.ts'
