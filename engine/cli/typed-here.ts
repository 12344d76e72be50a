import { shellWord } from './shell-word.ts'

/** How this command line was called, and so how the next one is. */
export interface Typing {
  /** The settings file, where a variable told of it, which a copied line would not have. */
  readonly settings: string | undefined
  /** What the shell knows the program as: `feed`, or `npx feed`. */
  readonly called: string
}

/**
 * Makes the commands of a text those that work here: called as this one was, and with the settings file before them. A
 * rehearsal's own folder is told by its options and not by settings.
 */
export function typedHere(
  { settings, called }: Typing,
  commands: readonly string[],
): (text: string) => string {
  if (settings === undefined && called === 'feed') return (text) => text
  const command = new RegExp(
    `(CANVASS_ENV_FILE=\\S+ )?(?<!\\b(?:a|the) )\\b(npx )?feed (?=(${commands.join('|')}|--help)(?![\\w-]))`,
    'g',
  )
  const before = settings === undefined ? '' : `CANVASS_ENV_FILE=${shellWord(settings)} `
  return (text) =>
    text.replaceAll(command, (found, told?: string, npx?: string, name?: string) => {
      if (told !== undefined) return found
      const program = npx === undefined ? called : 'npx feed'
      return `${name === 'rehearse' || name === '--help' ? '' : before}${program} `
    })
}
