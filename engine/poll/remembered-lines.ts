import { isList, type Said } from '../assemble/kept-row.ts'
import type { Given } from '../map/given.ts'
import type { Mapped } from '../map/mapping.ts'
import type { CountLine, CountLineValue } from '../model/count-line.ts'
import type { Payload } from '../model/payload.ts'
import type { Rejection, Row } from '../model/row.ts'
import type { Part, Plan } from '../plan/plan.ts'
import { assertColumns } from './assert-columns.ts'
import type { BodyRead, Memory } from './memory.ts'
import { mappedRows } from './same-rows.ts'
import type { SharedNames } from './shared-names.ts'

/** Some rows of a body, of which so many were not known. */
export interface RowsRead {
  readonly rows: number
  readonly fresh: number
  readonly rejected: readonly Rejection[]
}

/**
 * Reads the rows of a payload beside those that the memory knows: only the others are decoded and mapped. A row that was
 * rejected is never known: what is said of it names its place. `each` is told batch by batch, of what is rejected once it
 * was mapped. `isOpen`: nothing says that the last row is whole.
 */
export async function readRemembered(
  payload: Payload,
  part: Part,
  given: Given,
  { plan, memory, signal }: { readonly plan: Plan; readonly memory: Memory; readonly signal: AbortSignal },
  each: (some: RowsRead) => void,
): Promise<{ readonly body: BodyRead; readonly isOpen: boolean }> {
  const limits = { ...plan.limits, treeBytes: plan.limits.bytes }
  const raw = await part.decode.rawRows?.(payload, limits, memory.seed, signal)
  if (raw === undefined || part.map === undefined) throw new Error(`the part ${part.name} has no raw rows`)
  assertColumns(part, raw.columns)
  const about = JSON.stringify([part.name, given.payload, given.carried, raw.shared])
  const read = memory.begin(about, payload.origin, raw)
  const mapping = (rows: readonly Row[]): Promise<Mapped> => mappedRows(rows, part, plan, given, signal)
  let waiting: Row[] = []
  async function map(): Promise<void> {
    each({ rows: 0, fresh: 0, rejected: await mapped(waiting, read, mapping, memory.share) })
    waiting = []
  }
  for await (const batch of read.batches) {
    signal.throwIfAborted()
    for (let isOver = false; !isOver; ) {
      const passed = read.body.count
      const fresh = read.reading.look(batch, atOnce)
      for (const row of fresh) waiting.push(row)
      each({ rows: read.body.count - passed, fresh: fresh.length, rejected: [] })
      // oxlint-disable-next-line no-await-in-loop -- what is decoded is mapped before more is
      if (waiting.length >= atOnce) await map()
      isOver = fresh.length < atOnce
    }
  }
  if (waiting.length > 0) await map()
  return { body: read, isOpen: raw.isOpen?.() ?? false }
}

/**
 * Rows are mapped once there are so many: of a body with few new ones a window has some, and each time costs something. More
 * of them would be in the way of each other.
 */
const atOnce = 256

async function mapped(
  fresh: readonly Row[],
  { reading }: BodyRead,
  mapping: (rows: readonly Row[]) => Promise<Mapped>,
  share: SharedNames,
): Promise<readonly Rejection[]> {
  const { lines, rejected } = await mapping(fresh)
  const without = new Set(rejected.map(({ place }) => place))
  const said: (Said | undefined)[] = []
  let line = 0
  for (let n = 0; n < fresh.length; n++) {
    const { place } = fresh[n] as Row
    // Lines of a row have its place, and no other row has.
    const from = line
    while (lines[line]?.place === place) line += 1
    said.push(
      without.size > 0 && without.has(place)
        ? undefined
        : sharedSaid(lines, from, line, reading.saidAt(n), share),
    )
  }
  reading.say(said)
  return rejected
}

/** Of most rows it is one line, and no list is made for it. */
function sharedSaid(
  lines: readonly CountLine[],
  from: number,
  end: number,
  like: Said | undefined,
  share: SharedNames,
): Said {
  if (end - from === 1) return share((lines[from] as CountLine).value, lineOf(like, 0))
  return lines.slice(from, end).map(({ value }, at) => share(value, lineOf(like, at)))
}

const lineOf = (said: Said | undefined, at: number): CountLineValue | undefined =>
  said !== undefined && isList(said) ? said[at] : said
