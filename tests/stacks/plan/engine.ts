import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { PlannedResource } from './planned.ts'
import { answerOf, stateOf } from './provider.ts'

type Values = Record<string, unknown>
interface Request {
  getType(): string
  getName(): string
  getCustom(): boolean
  getObject(): { toJavaScript(): Values } | undefined
  getParent(): string
  getProtect(): boolean
  getRetainondelete(): boolean
  getDependenciesList(): string[]
  getIgnorechangesList(): string[]
}
interface Monitor {
  newUrn(parent: string | undefined, type: string, name: string): string
  registerResource(
    request: Request,
    done: (error: unknown, answer: { getUrn(): string }) => void,
  ): Promise<void>
  registerResourceOutputs(
    request: { getUrn(): string; getOutputs(): { toJavaScript(): Values } | undefined },
    done: unknown,
  ): Promise<void>
}
interface Pulumi {
  readonly runtime: {
    setMocks(mocks: object, project: string, stack: string, preview: boolean): Promise<void>
    runInPulumiStack(run: () => unknown): Promise<unknown>
    disconnect(): Promise<void>
  }
}

export interface Engine {
  run(main: () => unknown): Promise<void>
  readonly resources: PlannedResource[]
  readonly outputs: Map<string, Values>
}

/** Stands in for Pulumi's engine and for the provider: takes every resource, and makes none. `onResource` is told each. */
export async function standInEngine(
  {
    platform,
    project,
    stage,
  }: { readonly platform: string; readonly project: string; readonly stage: string },
  onResource?: (resource: PlannedResource) => void,
): Promise<Engine> {
  const require = createRequire(join(platform, 'from-here.js'))
  const pulumi = require('@pulumi/pulumi') as Pulumi
  const { MockMonitor } = require('@pulumi/pulumi/runtime/mocks') as { MockMonitor: { prototype: Monitor } }
  const resources: PlannedResource[] = []
  const outputs = new Map<string, Values>()
  const monitor = MockMonitor.prototype
  // oxlint-disable-next-line typescript/unbound-method -- called on what they belong to
  const { newUrn, registerResource, registerResourceOutputs } = monitor
  // The real engine leaves the stack itself out of the types in a URN, which SST reads; this one would not.
  monitor.newUrn = function ofParent(this: Monitor, parent, type, name) {
    return newUrn.call(this, parent?.includes('::pulumi:pulumi:Stack::') ? undefined : parent, type, name)
  }
  monitor.registerResource = function kept(this: Monitor, request, done) {
    return registerResource.call(this, request, (error, answer) => {
      if (error === null || error === undefined) {
        const resource = resourceIn(request, answer.getUrn())
        resources.push(resource)
        onResource?.(resource)
      }
      done(error, answer)
    })
  }
  monitor.registerResourceOutputs = function kept(this: Monitor, request, done) {
    outputs.set(request.getUrn(), shown(request.getOutputs()?.toJavaScript() ?? {}) as Values)
    return registerResourceOutputs.call(this, request, done)
  }
  const mocks = {
    newResource: ({
      type,
      name,
      custom,
      inputs,
    }: {
      type: string
      name: string
      custom: boolean
      inputs: Values
    }) => ({
      id: custom ? `${name}-id` : undefined,
      state: stateOf({ type, name, inputs: shown(inputs) as Values }),
    }),
    call: answerOf,
  }
  await pulumi.runtime.setMocks(mocks, project, stage, false)
  return {
    resources,
    outputs,
    async run(main) {
      await pulumi.runtime.runInPulumiStack(main)
      // Waits for everything that is still to be registered.
      await pulumi.runtime.disconnect()
    },
  }
}

const resourceIn = (request: Request, urn: string): PlannedResource => ({
  type: request.getType(),
  name: request.getName(),
  custom: request.getCustom(),
  inputs: shown(request.getObject()?.toJavaScript() ?? {}) as Values,
  urn,
  parent: request.getParent(),
  dependsOn: request.getDependenciesList(),
  ignoreChanges: request.getIgnorechangesList(),
  protect: request.getProtect(),
  retainOnDelete: request.getRetainondelete(),
})

const mark = '4dabf18193072939515e22adb298388d'
const secretMark = '1b47061264138c4ac30d75fd1eb44270'
/** Without the wrapping of secrets: nothing here is one. */
function shown(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shown)
  if (typeof value !== 'object' || value === null) return value
  const entries = value as Values
  if (entries[mark] === secretMark) return shown(entries['value'])
  return Object.fromEntries(Object.entries(entries).map(([key, one]) => [key, shown(one)]))
}
