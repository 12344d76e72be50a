import * as table from '../export/table.ts'
import type { ExportTarget } from '../export/target.ts'
import type { Reader } from '../log/log.ts'
import type { Exports } from '../process/export/ports.ts'

/** Formats by their names, in the order of the table. None said: all. */
export const formatsNamed = (names: readonly string[] | undefined) =>
  Object.values(table).filter(({ name }) => names?.includes(name) ?? true)

/** What exporting needs beside the register. The log is asked when a snapshot is made. */
export function exportsTo(
  target: ExportTarget,
  formats: readonly string[] | undefined,
  reader: (group: string) => Reader,
): Exports {
  let asked: Reader | undefined
  return {
    target,
    formats: formatsNamed(formats),
    async ends(topic, signal) {
      asked ??= reader('export')
      const all = await asked.progress([topic], signal)
      return all.map(({ partition, end }) => ({ partition, offset: end }))
    },
  }
}
