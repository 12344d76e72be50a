import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { memoryArchive } from '../crash/memory-archive.ts'
import { fastest, type Mutant, newWorld } from '../crash/world.ts'
import { type Played, playStory, type Stage } from './play-story.ts'
import type { Story } from './story.ts'

/** A rule that is broken: of the stores, of the consumers, of members. */
export interface Variant extends Pick<Stage, 'mutate' | 'tombstones'> {
  readonly mutant?: Mutant
}

/** Plays a story over files of its own, the archive in memory. */
export async function playEmbedded(story: Story, variant: Variant = {}): Promise<Played> {
  const directory = mkdtempSync(join(fastest, 'canvass-story-'))
  const { mutant, ...rest } = variant
  const world = newWorld({ directory, archive: memoryArchive(), ...(mutant === undefined ? {} : { mutant }) })
  try {
    return await playStory(story, { world, surroundings: {}, ...rest })
  } finally {
    await world.close()
    rmSync(directory, { recursive: true, force: true })
  }
}
