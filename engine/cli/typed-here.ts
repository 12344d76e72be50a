import { shellWord } from './shell-word.ts'

/**
 * Makes the commands of a text those that work here: with the settings file before them, where this one was told of it by
 * a variable, which a copied line would not have. A rehearsal's own folder is told by its options and not by settings.
 */
export function typedHere(
  settings: string | undefined,
  commands: readonly string[],
): (text: string) => string {
  if (settings === undefined) return (text) => text
  const names = commands.filter((name) => name !== 'rehearse').join('|')
  const called = new RegExp(
    `(CANVASS_ENV_FILE=\\S+ )?(?<!\\b(?:a|the) )\\b(?:npx )?feed (?=(?:${names})(?![\\w-]))`,
    'g',
  )
  const here = `CANVASS_ENV_FILE=${shellWord(settings)} npx feed `
  return (text) =>
    text.replaceAll(called, (found, told: string | undefined) => (told === undefined ? here : found))
}
