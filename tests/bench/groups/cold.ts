import { startedIn } from '../cold/started-in.ts'
import type { Found } from '../figures.ts'

/** From nothing to a process that can poll: loading and compiling, each time in a new process. */
export async function* cold({ smoke }: { readonly smoke: boolean }): AsyncIterable<Found> {
  for (const { name, milliseconds } of startedIn(smoke ? 1 : 9)) {
    yield { figure: { name, unit: 'ms', better: 'less', rounds: milliseconds } }
  }
}
