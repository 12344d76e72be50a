import { entry } from '../entry.ts'

export const CONFIG_INVALID = entry<{ problems: readonly string[] }>({
  retryable: false,
  message: (d) => `The environment can not be used: ${d.problems.join('; ')}.`,
  hint: () => 'docs/configuration.md lists every variable, its form and its default.',
})
export const SECRET_MISSING = entry<{ name: string; place: string }>({
  retryable: false,
  message: (d) => `There is no secret called "${d.name}".`,
  hint: (d) => `Keep it in ${d.place}. One that is empty, or no text, counts as missing.`,
  example: {
    name: 'vendor-sftp',
    place:
      'the environment variable CANVASS_SECRET_VENDOR_SFTP, or in the file .env of the folder you work in',
  },
})
