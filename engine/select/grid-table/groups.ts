import type { Regex } from '../../flow/regex.ts'
import type { HeaderColumn } from './header-texts.ts'

/**
 * The columns, where a group of them ends with one that the spec knows: the next group below the same texts is another
 * thing of that name, two contests for one office, and the uppermost text says so, "name (2)".
 */
export function inGroups(header: readonly HeaderColumn[], ends: Regex | undefined): readonly HeaderColumn[] {
  if (ends === undefined) return header
  const groups = new Map<string, { nth: number; isOver: boolean }>()
  return header.map((column) => {
    const upper = column.texts.slice(0, -1)
    const top = upper.findIndex((text) => text !== '')
    if (top === -1) return column
    const id = JSON.stringify(upper)
    const group = groups.get(id) ?? { nth: 1, isOver: false }
    groups.set(id, group)
    if (group.isOver) group.nth++
    group.isOver = ends.test(column.texts.at(-1) ?? '')
    return group.nth === 1 ? column : numbered(column, top, ` (${group.nth})`)
  })
}

function numbered({ texts, own, name }: HeaderColumn, top: number, mark: string): HeaderColumn {
  const text = texts[top] ?? ''
  const after = (whole: string): string =>
    whole.startsWith(text) ? text + mark + whole.slice(text.length) : whole
  return {
    texts: texts.map((each, at) => (at === top ? each + mark : each)),
    own: after(own),
    name: after(name),
  }
}
