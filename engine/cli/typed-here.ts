import type { HomeWord } from '../config.ts'
import { shellWord } from './shell-word.ts'
import type { Row } from './table.ts'

/** How this command line was called, and so how the next one is. */
export interface Typing {
  /** The settings file, where a variable told of it, which a copied line would not have. */
  readonly settings: string | undefined
  /** What the shell knows the program as: `feed`, or `npx feed`. */
  readonly called: string
  /** What `--home` said. */
  readonly home: HomeWord | undefined
}

/**
 * Makes the commands of a text those that work here: called as this one was, with the settings file before them, and on
 * the same homes. A rehearsal's own folder is told by its options and not by settings.
 */
export function typedHere(
  { settings, called, home }: Typing,
  commands: readonly Pick<Row, 'name' | 'homes'>[],
): (text: string) => string {
  if (settings === undefined && called === 'feed' && home === undefined) return (text) => text
  const names = commands.map(({ name }) => name)
  const withHomes = new Set(commands.filter(({ homes }) => homes === true).map(({ name }) => name))
  const command = new RegExp(
    `(CANVASS_ENV_FILE=\\S+ )?(?<!\\b(?:a|the) )\\b(npx )?feed (${names.join('|')}|--help)(?![\\w-])( --(?:help|home)\\b)?`,
    'g',
  )
  const before = settings === undefined ? '' : `CANVASS_ENV_FILE=${shellWord(settings)} `
  return (text) =>
    text.replaceAll(command, (found, told?: string, npx?: string, name = '', has = '') => {
      if (told !== undefined) return found
      const program = npx === undefined ? called : 'npx feed'
      const on = home !== undefined && has === '' && withHomes.has(name) ? ` --home ${home}` : ''
      return `${name === 'rehearse' || name === '--help' ? '' : before}${program} ${name}${on}${has}`
    })
}
