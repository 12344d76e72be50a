import type { HostBudget } from '../host-budget.ts'
import type { Exchange } from './exchange.ts'

/** Every message waits for its turn at the host that it goes to, and has it until the body of its answer is closed. */
export function budgeted(inner: Exchange, budget: HostBudget | undefined): Exchange {
  if (budget === undefined) return inner
  return async (request, circumstances) => {
    const { signal, outside = (work) => work } = circumstances
    const turn = await outside(budget.turn(request.url.hostname, signal))
    const end = () => turn[Symbol.dispose]()
    try {
      const response = await inner(request, circumstances)
      if (response.body.closed) end()
      else response.body.once('close', end)
      return response
    } catch (error) {
      end()
      throw error
    }
  }
}
