import RequestQueue from 'kafkajs/src/network/requestQueue/index.js'

let mended = false

/**
 * After every answer kafkajs 2.2.4 sets a timer for requests that are held back, also when none is: it then waits until
 * the end of a pause that never was, before 1970, and Node warns of a negative time (TimeoutNegativeWarning). Nothing
 * held back and no pause: no timer.
 */
export function mendIdleTimers(): void {
  if (mended) return
  mended = true
  const { prototype } = RequestQueue
  // oxlint-disable-next-line typescript/unbound-method -- called below with its object
  const schedule = prototype.scheduleCheckPendingRequests
  prototype.scheduleCheckPendingRequests = function scheduleIfNeeded() {
    if (this.pending.length > 0) schedule.call(this)
  }
}
