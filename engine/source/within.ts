/**
 * Waits for work of the far side, but no longer than allowed, and not after the signal aborts. The work itself is not
 * stopped by that: the caller closes its connection.
 */
export function within<T>(work: Promise<T>, { milliseconds, signal, late }: Patience): Promise<T> {
  const deadline = AbortSignal.timeout(milliseconds)
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason as Error)
    const expire = () => reject(late())
    const leave = () => {
      signal.removeEventListener('abort', stop)
      deadline.removeEventListener('abort', expire)
    }
    signal.addEventListener('abort', stop)
    deadline.addEventListener('abort', expire)
    work
      .then(resolve, (error: unknown) => reject(signal.aborted ? (signal.reason as Error) : (error as Error)))
      .finally(leave)
    if (signal.aborted) stop()
  })
}

export interface Patience {
  readonly milliseconds: number
  readonly signal: AbortSignal
  /** The error for work that took too long. */
  readonly late: () => Error
}
