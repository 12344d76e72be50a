import type { ExportTarget } from '../../../engine/export/target.ts'
import type { ExportPorts } from '../../../engine/process/export/ports.ts'

export type Around = <T>(call: string, path: string, work: () => Promise<T>) => Promise<T>

/** Ports whose calls that write go through `around`. */
export function around(ports: ExportPorts, each: Around): ExportPorts {
  const { register, exports } = ports
  const target: ExportTarget = {
    ...exports.target,
    write: (path, ...rest) => each('write', path, () => exports.target.write(path, ...rest)),
    remove: (path, ...rest) => each('remove', path, () => exports.target.remove(path, ...rest)),
  }
  return {
    ...ports,
    exports: { ...exports, target },
    register: {
      ...register,
      get: (partition, ...rest) => each('get', partition, () => register.get(partition, ...rest)),
      put: (partition, ...rest) => each('put', partition, () => register.put(partition, ...rest)),
      tell: (partition, ...rest) => each('tell', partition, () => register.tell(partition, ...rest)),
    },
  }
}
