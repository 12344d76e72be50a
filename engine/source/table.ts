export { file } from './file.ts'
export { ftp } from './ftp.ts'
export { http } from './http.ts'
export { sftp } from './sftp.ts'
