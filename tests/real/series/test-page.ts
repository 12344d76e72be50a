import { expect, test } from 'vitest'
import { accountOf } from './account.ts'
import { nameOf } from './labels.ts'
import { type Chapter, chapterNow, chapterText, writeChapter } from './page.ts'
import type { Moment } from './replay.ts'
import type { Story } from './story.ts'

const isWriting = process.env['CANVASS_QUALITY'] === 'write'

/** What docs/quality.md says of a series is what came of it on this machine. */
export function testPage(story: Story, { moments }: { readonly moments: readonly Moment[] }): void {
  test(`docs/quality.md says what came of it${isWriting ? ' (it is written now)' : ''}`, () => {
    const { id, title, about, limits, outOfReach } = story
    const account = accountOf(moments, story.labels, story)
    const reasonOf: Chapter['outOfReach'] = ({ label }) => outOfReach[nameOf(label)]
    const chapter = { id, title, about, limits, account, outOfReach: reasonOf }
    if (isWriting) writeChapter(chapter)
    expect(chapterNow(id)).toBe(chapterText(chapter))
  })
}
