import { entry } from '../entry.ts'

export const CONFIG_INVALID = entry<{ problems: readonly string[] }>({
  retryable: false,
  message: (d) => `The environment can not be used: ${d.problems.join('; ')}.`,
  hint: () => 'docs/configuration.md lists every variable, its form and its default.',
})
export const SECRET_MISSING = entry<{ name: string; variable: string }>({
  retryable: false,
  message: (d) => `There is no secret called "${d.name}".`,
  hint: (d) =>
    `Set the environment variable ${d.variable}, or write it into the file .env of the folder you work in.`,
})
