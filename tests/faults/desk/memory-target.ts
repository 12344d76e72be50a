import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import type { ExportTarget } from '../../../engine/export/target.ts'
import type { Sha256 } from '../../../engine/model/ids.ts'

/** Exports in memory: what a night writes there takes no time of its own, so that a seed plays the same night again. */
export function memoryTarget(): ExportTarget {
  const files = new Map<string, Buffer>()
  return {
    place: 'memory',
    async write(path, content) {
      files.set(path, await buffer(content.body()))
    },
    async look(path) {
      const file = files.get(path)
      return file && (createHash('sha256').update(file).digest('hex') as Sha256)
    },
    async read(path) {
      const file = files.get(path)
      return file && one(file)
    },
    async remove(path) {
      files.delete(path)
    },
    async *list(prefix) {
      for (const path of files.keys()) if (path.startsWith(prefix)) yield path
    },
  }
}

async function* one(file: Buffer): AsyncIterable<Uint8Array> {
  yield file
}
