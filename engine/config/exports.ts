type Environment = Readonly<Record<string, string | undefined>>

/** Where exports are written, and in which formats. */
export interface ExportPlace {
  readonly at:
    | { readonly kind: 'folder'; readonly folder: string }
    | { readonly kind: 's3'; readonly bucket: string; readonly prefix: string; readonly region: string }
  readonly formats: readonly string[]
}

/** The formats there are; `engine/export/table.ts` has them. */
export const exportFormats = ['compact-json', 'csv', 'nist-json', 'nist-xml'] as const

/** Where they are written if nothing is said: beside the other stores. */
export const usualExports = (
  data: string,
  cloud: { readonly bucket: string; readonly region: string } | undefined,
): ExportPlace['at'] =>
  cloud === undefined
    ? { kind: 'folder', folder: `${data}/exports` }
    : { kind: 's3', bucket: cloud.bucket, prefix: 'exports', region: cloud.region }

/** CANVASS_EXPORTS and CANVASS_EXPORT_FORMATS. `usual`: where they are written if nothing is said. */
export function exportsIn(
  environment: Environment,
  usual: ExportPlace['at'],
  problems: string[],
): ExportPlace {
  const said = environment['CANVASS_EXPORTS']?.trim() ?? ''
  const words = environment['CANVASS_EXPORT_FORMATS']?.trim() ?? ''
  const asked = words === '' ? exportFormats : words.split(',').map((word) => word.trim())
  const known: readonly string[] = exportFormats
  const unknown = asked.filter((word) => !known.includes(word))
  if (unknown.length > 0)
    problems.push(`CANVASS_EXPORT_FORMATS has "${unknown.join('", "')}", not one of ${known.join(', ')}`)
  const at = said === '' ? usual : placeIn(said, environment)
  if (typeof at === 'string') problems.push(`CANVASS_EXPORTS ${at}`)
  return { at: typeof at === 'string' ? usual : at, formats: [...new Set(asked)] }
}

/** A place as people write it: a folder, or s3://BUCKET/PREFIX. A text says what is wrong with it. */
export function placeIn(text: string, environment: Environment): ExportPlace['at'] | string {
  if (!/^[a-z][a-z\d+.-]+:\/\//i.test(text)) return { kind: 'folder', folder: text }
  const found = /^s3:\/\/([a-z\d][a-z\d.-]{1,61}[a-z\d])(?:\/([\w./=-]*))?$/.exec(text)
  const [, bucket, prefix = ''] = found ?? []
  if (bucket === undefined) return `is "${text}", neither a folder nor s3://BUCKET/PREFIX`
  const region = environment['AWS_REGION']?.trim() ?? ''
  if (region === '') return `is "${text}", and AWS_REGION is missing`
  return { kind: 's3', bucket, prefix: prefix.replace(/\/+$/, ''), region }
}
