import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { memoryArchive } from '../crash/memory-archive.ts'
import { fastest, type Mutant, newWorld, type World } from '../crash/world.ts'
import { type Played, playStory, type Stage } from './play-story.ts'
import type { SmallDisk } from './small-disk.ts'
import type { Story } from './story.ts'
import type { Surroundings } from './strike.ts'

/** A rule that is broken: of the stores, of the consumers, of members. */
export interface Variant extends Pick<Stage, 'mutate'> {
  readonly mutant?: Mutant
}

/** Plays a story over files of its own: on a small disk if there is one, else with the archive in memory. */
export async function playEmbedded(
  story: Story,
  { mutant, ...rest }: Variant = {},
  surroundings: Surroundings & { readonly disk?: SmallDisk } = {},
): Promise<Played> {
  const { disk, life } = surroundings
  const directory = mkdtempSync(join(disk?.directory ?? fastest, 'canvass-story-'))
  let world: World | undefined
  try {
    world = newWorld({
      directory,
      small: story.small,
      // What dies for real needs files.
      ...(disk === undefined && life === undefined ? { archive: memoryArchive() } : {}),
      ...(mutant === undefined ? {} : { mutant }),
    })
    return await playStory(story, {
      world,
      surroundings: {
        ...surroundings,
        ...(mutant?.strike === undefined ? {} : { strike: mutant.strike }),
        ...(disk === undefined ? {} : { fill: (isFull) => disk.fill(isFull) }),
      },
      ...rest,
    })
  } finally {
    // A story that broke off may have left it full: the next one begins with an empty disk.
    disk?.fill(false)
    await world?.close()
    rmSync(directory, { recursive: true, force: true })
  }
}
