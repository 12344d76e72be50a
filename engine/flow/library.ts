/** Given by whoever bundles (engine/bundle/build-options.ts). */
declare const CANVASS_BUNDLE: true | undefined

/** Does this code run out of a bundle? Then specs were judged before, and libraries wait until a plan needs them. */
export const isBundled = typeof CANVASS_BUNDLE !== 'undefined'

/** A library that only some plans need. */
export interface Library<Module> {
  /** Throws `NotLoaded` before it is loaded. */
  use(): Module
  load(): Promise<void>
}

/** Thrown while something is constructed that needs a library: load it, and construct again. */
export class NotLoaded extends Error {
  readonly library: Library<unknown>
  constructor(needed: Library<unknown>) {
    super('a library is needed that is not loaded')
    this.library = needed
  }
}

/** Whoever uses it where specs are judged has it loaded first: `if (!isBundled) await library.load()`. */
export function library<Module extends object>(bring: () => Promise<Module>): Library<Module> {
  let loaded: Module | undefined
  const mine: Library<Module> = {
    use() {
      if (loaded === undefined) throw new NotLoaded(mine)
      return loaded
    },
    async load() {
      loaded ??= await bring()
    },
  }
  return mine
}

/** Makes something, with the libraries that it turns out to need. Making it must be pure: it may be begun several times. */
export async function withLibraries<Made>(make: () => Made): Promise<Made> {
  for (;;) {
    try {
      return make()
    } catch (thrown) {
      if (!(thrown instanceof NotLoaded)) throw thrown
      // oxlint-disable-next-line no-await-in-loop -- what it needs next is known only when it is begun again
      await thrown.library.load()
    }
  }
}
