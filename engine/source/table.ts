export { file } from './file.ts'
export { http } from './http.ts'
export { sftp } from './sftp.ts'
