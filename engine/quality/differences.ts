import { count, votesOf } from './figures.ts'
import type { Said } from './rule.ts'

/** Beside each other, selection by selection, the largest difference first, what two say of one contest. */
export function differences(
  head: string,
  one: Said,
  otherHead: string,
  other: Said,
): readonly (readonly string[])[] {
  const [first, second] = [votesOf(one.record), votesOf(other.record)]
  const names = new Map(
    [...one.record.selections, ...other.record.selections].map(({ id, name }) => [id, name]),
  )
  const rows = [...names].map(([id, name]) => {
    const [was, is] = [first.get(id), second.get(id)]
    return { id, name, was, is, moved: (is ?? 0) - (was ?? 0) }
  })
  rows.sort((a, b) => Math.abs(b.moved) - Math.abs(a.moved) || (a.id < b.id ? -1 : 1))
  return [
    ['selection', head, otherHead, 'difference'],
    ...rows.map(({ name, was, is, moved }) => [name, shown(was), shown(is), signed(moved)]),
  ]
}

const shown = (votes: number | undefined): string => (votes === undefined ? '' : count(votes))
const signed = (votes: number): string => (votes > 0 ? `+${count(votes)}` : count(votes))
