import type { Path, Site } from '../../component.ts'

/** The site of options that stand under a key of others. */
export const below = (site: Site, ...path: Path): Site => ({
  ...site,
  position: (inner = [], offset) => site.position([...path, ...inner], offset),
  report: (error) => site.report(error),
})
