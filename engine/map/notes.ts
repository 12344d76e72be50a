import type { FeedError } from '../errors/feed-error.ts'
import { feedError } from '../errors/feed-error.ts'
import type { NotCompiled } from '../jsonata/compile.ts'
import type { Node } from '../jsonata/tree.ts'
import type { Position } from '../model/position.ts'
import { startOf } from './node-start.ts'
import { repeatedWork } from './repeated-work.ts'

/** What costs much time where there are many rows, or long lists: told, and no mistake. */
export function notesOn(
  ast: Node,
  text: string,
  code: object | NotCompiled,
  position: (offset: number | undefined) => Position | undefined,
): readonly FeedError[] {
  const repeated = repeatedWork(ast).map(({ node, kind }) =>
    feedError('MAP_REPEATED_WORK', { kind }, { at: position(startOf(node, text)) }),
  )
  if (!('because' in code)) return repeated
  const { because, offset } = code
  return [feedError('MAP_INTERPRETED', { because }, { at: position(offset) }), ...repeated]
}
