/** Secrets are names until the moment of use; no value enters a plan, capture, fixture, trace, error or log. */
export interface Secrets {
  /** Fails with SECRET_MISSING. In the cloud also with AWS_FAILED and AWS_REFUSED. */
  get(name: string, signal: AbortSignal): Promise<string>
}
