import type { ExportFormat } from '../../export/format.ts'
import type { ExportTarget } from '../../export/target.ts'
import type { CurrentEnvelope } from '../../model/current.ts'
import type { ProcessorPorts } from '../processor.ts'

/** Where exports go, and as what. */
export interface Exports {
  readonly target: ExportTarget
  readonly formats: readonly ExportFormat[]
  /** Only these formats are written: what lies there in others stays, and stays listed. */
  readonly isPartial?: boolean
  /** A report of the whole election has so many results at most; 500,000 where nothing is said. */
  readonly mostInReport?: number
  /** Per partition of a topic the offset of the message that comes next. */
  ends(topic: string, signal: AbortSignal): Promise<readonly End[]>
}
export interface End {
  readonly partition: number
  readonly offset: number
}

/** Where results are read: as they stand, or stood at a moment. */
export interface Standing {
  /** Nobody can go on from there in the topic. */
  readonly isPast: boolean
  contests(election: string, signal: AbortSignal): AsyncIterable<string>
  /** By unit, those without a record included. */
  results(election: string, contest: string, signal: AbortSignal): AsyncIterable<CurrentEnvelope>
}

export interface ExportPorts extends Pick<ProcessorPorts, 'register' | 'desk' | 'clock'> {
  readonly exports: Exports
}

/** One run of exporting, of one election. */
export interface Exporting extends ExportPorts {
  readonly standing: Standing
  readonly election: string
  /** Looks at every file, and writes those that are not what the entries say. */
  readonly isThorough: boolean
}
