const grouping = new Intl.NumberFormat('en-US')

/** A figure as people write it: `1,204`. */
export const figure = (value: number): string => grouping.format(value)

/** `1 problem`, `1,204 problems`. */
export const counted = (count: number, noun: string): string =>
  `${figure(count)} ${noun}${count === 1 ? '' : 's'}`

/** Enough of a hash to tell it from all others in sight. */
export const shortHash = (hash: string): string => hash.slice(0, 12)

/** `840 ms`, `12.3 s`. */
export const took = (milliseconds: number): string =>
  milliseconds < 1_000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1_000).toFixed(1)} s`

/** `512 bytes`, `19.3 MB`. */
export const sized = (bytes: number): string => {
  if (bytes < 1_000) return counted(bytes, 'byte')
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** Text from a source as it may be shown: on one line, and with nothing that a terminal would obey. */
export const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll(/\p{Cc}/gu, '�')
