/** What a page gets from the tables, by the name of the region. */
export type Regions = Readonly<Record<string, () => string>>

const region = /<!-- generated: (.+?) -->\n(?:[\s\S]*?\n)??<!-- \/generated -->/g

/** A page whose generated regions are what the tables say now; what people wrote around them stays. A name that is not known throws. */
export function filled(page: string, regions: Regions): string {
  return page.replaceAll(region, (_, name: string) => {
    const made = regions[name]
    if (made === undefined) throw new Error(`there is nothing called "${name}" to generate`)
    return `<!-- generated: ${name} -->\n\n${made().trim()}\n\n<!-- /generated -->`
  })
}
