/** Secrets are names until the moment of use; no value enters a plan, capture, fixture, trace, error or log. */
export interface Secrets {
  /** Fails with SECRET_MISSING. */
  get(name: string, signal: AbortSignal): Promise<string>
}
