import type { MergedArea, Sheet } from '../../model/row.ts'

/** Merged areas that begin in a row. */
export type AreasFrom = (row: number) => readonly MergedArea[]

export function areasOf({ merged }: Sheet): AreasFrom {
  const byTop = new Map<number, MergedArea[]>()
  for (const area of merged) {
    const known = byTop.get(area.top)
    if (known === undefined) byTop.set(area.top, [area])
    else known.push(area)
  }
  return (row) => byTop.get(row) ?? []
}

/** Answers, going down a sheet, where the text of a cell stands that is merged with cells above it. */
export interface Above {
  enter(row: number): void
  /** Areas that have begun reach no further: a header ends them. */
  clear(): void
  /** The row and column of the first cell; undefined: the cell is its own. */
  first(column: number): { readonly row: number; readonly column: number } | undefined
}

export function aboveIn(areasFrom: AreasFrom): Above {
  let open: MergedArea[] = []
  let current = 0
  return {
    enter(row) {
      current = row
      if (open.length > 0) open = open.filter(({ bottom }) => bottom >= row)
      for (const area of areasFrom(row)) if (area.bottom > row) open.push(area)
    },
    clear() {
      open = []
    },
    first(column) {
      if (open.length === 0) return undefined
      const area = open.find(({ left, right, top }) => left <= column && column <= right && top < current)
      return area && { row: area.top, column: area.left }
    },
  }
}
