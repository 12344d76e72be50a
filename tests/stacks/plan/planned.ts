/** A resource as it would be asked for. */
export interface PlannedResource {
  readonly type: string
  readonly name: string
  /** False for what only groups others. */
  readonly custom: boolean
  readonly inputs: Readonly<Record<string, any>>
  readonly urn: string
  readonly parent: string
  readonly dependsOn: readonly string[]
  readonly ignoreChanges: readonly string[]
  readonly protect: boolean
  readonly retainOnDelete: boolean
}

/** A plan, or, with errors, as far as it came. */
export interface Planned {
  readonly app: {
    readonly name: string
    readonly stage: string
    readonly removal: string
    readonly protect: boolean
  }
  readonly resources: readonly PlannedResource[]
  /** What `sst deploy` would print at its end. */
  readonly outputs: Readonly<Record<string, unknown>>
  readonly errors: readonly string[]
  readonly milliseconds: number
}
