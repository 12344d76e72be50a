import { functionInits } from '../cold/function-inits.ts'
import { startedIn } from '../cold/started-in.ts'
import type { Found } from '../figures.ts'

/** From nothing to a process that can poll, each time in a new process: the program, and a function with all plans. */
export async function* cold({ smoke }: { readonly smoke: boolean }): AsyncIterable<Found> {
  for (const { name, milliseconds } of startedIn(smoke ? 1 : 9)) {
    yield { figure: { name, unit: 'ms', better: 'less', rounds: milliseconds } }
  }
  const { empty, entry, first } = await functionInits(smoke ? 1 : 9)
  const inits = {
    'an empty function': empty,
    'the polling function, all plans': entry,
    'its first event, CSV over HTTP': first,
  }
  for (const [name, rounds] of Object.entries(inits))
    yield { figure: { name, unit: 'ms', better: 'less', rounds } }
}
