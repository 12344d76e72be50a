import type { SpecFiles } from '../plan/compiling.ts'

export interface RememberedFiles extends SpecFiles {
  /** Of files that were read so far and are text, by their paths. */
  readonly texts: ReadonlyMap<string, string>
}

/** The same files, each read once. */
export function rememberedFiles(files: SpecFiles): RememberedFiles {
  const texts = new Map<string, string>()
  return {
    texts,
    list: (folder) => files.list(folder),
    read(path) {
      const text = texts.get(path) ?? files.read(path)
      if (typeof text === 'string') texts.set(path, text)
      return text
    },
  }
}
