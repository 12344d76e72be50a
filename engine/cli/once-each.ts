import type { FeedError } from '../errors/feed-error.ts'
import { renderJson } from '../errors/render.ts'

/** What several feeds share, or several groups fail with, is wrong once. */
export const onceEach = (problems: readonly FeedError[]): readonly FeedError[] => [
  ...new Map(problems.map((problem) => [JSON.stringify(renderJson(problem)), problem])).values(),
]
