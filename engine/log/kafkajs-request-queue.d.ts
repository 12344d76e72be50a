declare module 'kafkajs/src/network/requestQueue/index.js' {
  /** The part of kafkajs whose timer is mended. */
  interface RequestQueue {
    throttledUntil: number
    scheduleCheckPendingRequests(): void
    readonly pending: readonly unknown[]
  }
  const RequestQueue: { readonly prototype: RequestQueue }
  export default RequestQueue
}
