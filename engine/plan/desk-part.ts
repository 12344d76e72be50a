import type { SpecDocument } from '../spec/document.ts'
import type { ElectionValue } from '../spec/election-sections.ts'
import type { Compiling } from './compiling.ts'

/** The file of an election, as the parts of a desk are compiled from it. Sections that do not fit their schemas are missing: they were reported. */
export interface DeskPart {
  readonly document: SpecDocument
  readonly sections: Partial<ElectionValue>
  readonly compiling: Compiling
}
