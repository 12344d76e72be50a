/** Licences that a package may have, and what each asks of who passes it on. */
export const allowed: Readonly<Record<string, string>> = {
  '0BSD': 'nothing',
  'Apache-2.0': 'the licence and its notices go with it',
  'BSD-2-Clause': 'the licence goes with it',
  'BSD-3-Clause': 'the licence goes with it, and no name of theirs in praise of ours',
  'BlueOak-1.0.0': 'the licence, or where it is to be found, goes with it',
  ISC: 'the licence goes with it',
  MIT: 'the licence goes with it',
  Unlicense: 'nothing',
}

/** Allowed where nothing of it is passed on: tools of developers. MPL asks that changes of its files are published. */
export const allowedForDevelopment: Readonly<Record<string, string>> = {
  'MPL-2.0': 'changes of its own files are published',
}

/** What package-lock.json does not say, since they name their licence in an older way: read in the packages. */
export const readInPackages: Readonly<Record<string, string>> = {
  buildcheck: 'MIT',
  'cpu-features': 'MIT',
  ssh2: 'MIT',
}
