import type { LazyTable } from '../component.ts'
import type { Unpacker } from './unpacker.ts'

/** By the names that specs call them; the file of one is loaded where it is needed. */
export const unpackers: LazyTable<Unpacker> = {
  base64: async () => (await import('./base64.ts')).base64,
  embedded: async () => (await import('./embedded.ts')).embedded,
  gzip: async () => (await import('./gzip.ts')).gzip,
  tar: async () => (await import('./tar.ts')).tar,
  zip: async () => (await import('./zip.ts')).zip,
}
