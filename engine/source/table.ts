import type { LazyTable } from '../component.ts'
import type { Source } from './source.ts'

/** By the names that specs call them; the file of one is loaded where it is needed. */
export const sources: LazyTable<Source> = {
  file: async () => (await import('./file.ts')).file,
  ftp: async () => (await import('./ftp.ts')).ftp,
  http: async () => (await import('./http.ts')).http,
  s3: async () => (await import('./s3.ts')).s3,
  sftp: async () => (await import('./sftp.ts')).sftp,
}
