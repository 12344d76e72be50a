import { parseArgs } from 'node:util'

const off = { type: 'boolean', default: false } as const
const options = {
  record: off,
  compare: { type: 'string' },
  plots: off,
  smoke: off,
  embedded: off,
  help: off,
} as const
const read = (args: readonly string[]) => parseArgs({ args: [...args], allowPositionals: true, options })

/** What somebody asks of the bench, as it stands on the command line. */
export type Given = ReturnType<typeof read>['values'] & { readonly groups: readonly string[] }

/** Reads it. What can not be asked is an error in one line for them. */
export function given(args: readonly string[]): Given | RangeError {
  try {
    const { values, positionals } = read(args)
    if (values.smoke && values.record) return new RangeError(`--record ${ofSmoke} keeping.`)
    if (values.smoke && values.compare !== undefined) return new RangeError(`--compare ${ofSmoke} comparing.`)
    return { ...values, groups: positionals }
  } catch (error) {
    if (!(error instanceof TypeError && 'code' in error)) throw error
    // Node says more than one line of some, and of others how a name could begin with a dash.
    const [first = ''] = error.message.split(/\.\s|\n/)
    return new RangeError(`${first.replace(/\.$/, '')}. See --help.`)
  }
}

const ofSmoke = 'is not for --smoke: a smoke run says nothing that is worth'
